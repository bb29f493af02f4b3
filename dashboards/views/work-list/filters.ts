// The filters of the work list live in the address, so that a view can be shared, kept and gone back to.

export const filterNames = ['q', 'status', 'kind', 'agency', 'topic', 'area', 'channel', 'owner', 'sort'] as const
export type FilterName = (typeof filterNames)[number]
export type Filters = Readonly<Record<FilterName, string>>

/** What still asks for work; `all` lifts the restriction. */
export const active = 'open,in-progress,received,under-study'

export const readFilters = (params: URLSearchParams): Filters =>
  Object.fromEntries(filterNames.map((name) => [name, params.get(name) ?? ''])) as Filters

export const toQuery = (filters: Filters): Filters => ({
  ...filters,
  status: filters.status === '' ? active : filters.status === 'all' ? '' : filters.status,
})

export const countChosen = (filters: Filters) =>
  filterNames.filter((name) => name !== 'sort' && name !== 'q' && filters[name] !== '').length

export const addressOf = (filters: Filters) => {
  const chosen = filterNames
    .filter((name) => filters[name] !== '')
    .map((name): [string, string] => [name, filters[name]])
  const text = new URLSearchParams(chosen).toString()
  return text === '' ? '/' : `/?${text}`
}
