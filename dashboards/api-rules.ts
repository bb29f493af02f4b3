// The house's own rules: names and words it added to what the matcher knows.
import type {
  AdditionBodyWire,
  AdditionMadeWire,
  AdditionPreviewWire,
  AdditionsWire,
  WouldChangeWire,
} from '../src/http/contract.ts'
import { get, send } from './api.ts'

export const rules = {
  additions: () => get<AdditionsWire>('/additions'),
  wouldChange: (given: AdditionPreviewWire) => send<WouldChangeWire>('/additions/preview', given),
  add: (given: AdditionBodyWire) => send<AdditionMadeWire>('/additions', given),
  takeBack: (id: string) => send<AdditionMadeWire>(`/additions/${id}`, {}, 'DELETE'),
}
