import { beforeAll, describe, expect, it } from 'vitest'
import { access } from '../../src/http/rights.ts'
import { type House, newHouse } from './harness.ts'

// biome-ignore lint/suspicious/noExplicitAny: a document is walked as it comes
type Any = any
let house: House
let document: Any
beforeAll(async () => {
  house = await newHouse()
  document = (await house.ask('GET', '/api/v1/openapi.json')).body
})

const operations = (of: Any): [string, Any][] =>
  Object.entries<Any>(of.paths).flatMap(([path, methods]) =>
    Object.entries<Any>(methods).map(([method, operation]): [string, Any] => [
      `${method.toUpperCase()} ${path}`,
      operation,
    ]),
  )

/** What OpenAPI 3.1 asks of a document, as far as it can be seen without fetching anything. */
const faultsOf = (of: Any): string[] => {
  const faults: string[] = []
  const walk = (value: Any, at: string): void => {
    if (typeof value !== 'object' || value === null) return
    if (typeof value.$ref === 'string') {
      const found = value.$ref
        .replace(/^#\//, '')
        .split('/')
        .reduce((here: Any, name: string) => here?.[name], of)
      if (found === undefined) faults.push(`${at}: ${value.$ref} leads nowhere`)
    }
    if ('nullable' in value) faults.push(`${at}: nullable is of 3.0`)
    for (const [name, inner] of Object.entries(value)) walk(inner, `${at}/${name}`)
  }
  walk(of, '')
  if (!/^3\.1\.\d$/.test(of.openapi)) faults.push('openapi: not 3.1')
  if (!of.info?.title || !of.info?.version) faults.push('info: title and version')
  for (const [name, { responses, parameters = [], requestBody, security = [] }] of operations(of)) {
    const inPath = [...name.matchAll(/\{([^}]+)\}/g)].map(([, param]) => param)
    const declared = parameters.filter((one: Any) => one.in === 'path').map((one: Any) => one.name)
    if (String(inPath.sort()) !== String(declared.sort())) faults.push(`${name}: path parameters ${declared}`)
    const keys = parameters.map((one: Any) => `${one.in} ${one.name}`)
    if (new Set(keys).size < keys.length) faults.push(`${name}: a parameter twice`)
    for (const one of parameters) {
      if (!['path', 'query', 'header', 'cookie'].includes(one.in)) faults.push(`${name}: parameter in ${one.in}`)
      if (one.schema === undefined) faults.push(`${name}: ${one.name} has no schema`)
      if (one.in === 'path' && one.required !== true) faults.push(`${name}: ${one.name} must be required`)
    }
    if (Object.keys(responses ?? {}).length === 0) faults.push(`${name}: no responses`)
    for (const [status, response] of Object.entries<Any>(responses ?? {}))
      if (!/^([1-5]\d\d|default)$/.test(status) || typeof response.description !== 'string')
        faults.push(`${name}: response ${status}`)
    if (requestBody !== undefined && Object.keys(requestBody.content ?? {}).length === 0) faults.push(`${name}: body`)
    for (const one of security)
      for (const scheme of Object.keys(one))
        if (of.components?.securitySchemes?.[scheme] === undefined) faults.push(`${name}: security ${scheme}`)
  }
  return faults
}

describe('the OpenAPI document', () => {
  it('tells every route but public pages, and no other', () => {
    const told = operations(document).map(([name]) => name.replace(/\{(\w+)\}/g, ':$1'))
    // Pages for the public are read by people, and this document describes itself.
    const isPage = (name: string) => name === 'GET /*' || /^GET \/p(?:\/|$)/.test(name)
    const routes = Object.keys(access).filter((name) => !isPage(name) && name !== 'GET /api/v1/openapi.json')
    expect(routes.filter((name) => !told.includes(name))).toEqual([])
    expect(told.filter((name) => !routes.includes(name))).toEqual([])
  })

  it('says of each what it does, the right it asks, and who may come without signing in', () => {
    for (const [name, operation] of operations(document)) {
      expect(operation.summary?.length, name).toBeGreaterThan(3)
      const right = access[name.replace(/\{(\w+)\}/g, ':$1')]
      if (right === 'open') expect(operation.security, name).toEqual([])
      else expect(operation['x-right'], name).toBe(right)
      expect(operation.responses.default?.content, name).toHaveProperty(['application/problem+json'])
    }
    expect(document.paths['/api/v1/cases/{id}/merge'].post['x-right']).toBe('case.merge')
    expect(document.paths['/api/v1/session'].post.security).toEqual([])
  })

  it('is what OpenAPI 3.1 asks for', () => expect(faultsOf(document)).toEqual([]))

  it('is read by a check that can fail', () => {
    const broken = structuredClone(document)
    broken.paths['/healthz'].get.responses[200] = { content: {} }
    broken.paths['/api/v1/cases/{id}'].get.parameters = []
    broken.components.schemas.Case = undefined
    const faults = faultsOf(broken)
    expect(faults).toContain('GET /healthz: response 200')
    expect(faults).toContain('GET /api/v1/cases/{id}: path parameters ')
    expect(faults.some((fault) => fault.includes('#/components/schemas/Case leads nowhere'))).toBe(true)
  })
})
