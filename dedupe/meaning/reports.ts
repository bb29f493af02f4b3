// Whether a text belongs with an incident at all. The report head alone is too sure of itself on short and joking posts;
// what the other heads heard (a topic, the kind) corrects it, by a fitted logistic regression.
import { type Model, posterior, type Reading } from './model.ts'
import { LEAST_KNOWN } from './vector.ts'

const logit = (p: number) => Math.log(Math.max(p, 1e-4) / Math.max(1 - p, 1e-4))

const opening = ['complaint', 'emergency', 'suggestion', 'inquiry']
const joining = ['follow-up', 'correction', 'withdrawal', 'thanks']

/** In order: the report head, kinds that open, kinds that join, a topic known, how much was known, nothing to read. */
export const reportSignalsOf = (model: Model, reading: Reading): number[] => {
  const [kinds, topics] = [posterior(model, 'kind', reading), posterior(model, 'topic', reading)]
  const share = (of: readonly string[]) =>
    of.reduce((sum, kind) => sum + kinds[model.heads.kind!.labels.indexOf(kind)]!, 0)
  return [
    logit(posterior(model, 'report', reading)[1]!),
    logit(share(opening)),
    share(joining),
    logit(1 - topics[topics.length - 1]!),
    Math.log1p(reading.known),
    reading.known < LEAST_KNOWN ? 1 : 0,
  ]
}
