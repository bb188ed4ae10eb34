import type { Row } from '../../world/World.ts';

/**
 * A record as shown: the row's fields over the API's defaults, in the order of the defaults, then the row's further ones.
 *
 * @param fixed what the row has no say in, such as `url`; named in the defaults too, for its place.
 */
export function fill(defaults: Row, row: Row, fixed: Row): Row {
  return { ...defaults, ...row, ...fixed };
}
