// A box to tick, with its words.
import type { ComponentProps } from 'react'

export const Tick = ({ children, ...box }: Omit<ComponentProps<'input'>, 'type' | 'className'>) => (
  <label className="tick">
    <input type="checkbox" {...box} />
    <span>{children}</span>
  </label>
)
