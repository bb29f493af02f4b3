// One answer for everyone: plan, send, deliver, reconcile, and put right.
export { type WronglyAnswered, wronglyAnswered } from './corrections.ts'
export { type Audience, createPlan, type Plan, type PlanRequest } from './create-plan.ts'
export { createDeliverer, type Deliverer, type DeliveryOptions } from './deliver.ts'
export type { ReplyDesk } from './desk.ts'
export type { Planned, Refusal, Template } from './plan.ts'
export { reconcile } from './reconcile.ts'
export type { ReplyLanguage, Texts } from './render.ts'
export { type SendRequest, sendPlan } from './send.ts'
