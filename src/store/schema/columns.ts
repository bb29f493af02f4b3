/** JSON as text on both engines. */
export type Json = string
/** A boolean on both engines. */
export type Flag = 0 | 1
