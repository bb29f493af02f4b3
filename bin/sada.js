#!/usr/bin/env node
// `sada …`: re-executes the application on a Node that can run it (the store is never loaded on an older one).
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { run } from './child.js'
import { findNode, missingNode } from './runtime.js'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const node = findNode(root)
if (node === null) {
  console.error(missingNode)
  process.exit(1)
}
process.exit(await run(node, [join(root, 'src', 'main.ts'), ...process.argv.slice(2)]))
