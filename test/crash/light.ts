// The crash tests are about the store: a process that dies every half second need not load the language layer first.
import { registerHooks } from 'node:module'

registerHooks({
  resolve: (specifier, context, next) =>
    /\/dedupe\/index\.ts$/.test(specifier)
      ? { url: new URL('./light-dedupe.ts', import.meta.url).href, shortCircuit: true }
      : next(specifier, context),
})
