import { isRow } from '../http/permitted.ts';
import type { Fault } from './FaultPlan.ts';

/** The body with only the first records of its list; `endStream` decides what it then says about more to come. */
export function truncate(body: unknown, { truncate: most, endStream }: Extract<Fault, { truncate: number }>): unknown {
  if (!isRow(body)) return body;
  const list = Object.entries(body).find(([, value]) => Array.isArray(value));
  if (list === undefined) return body;
  const [name, records] = list as [string, unknown[]];
  const cut = { ...body, [name]: records.slice(0, most) };
  if (endStream === undefined) return cut;
  if ('end_of_stream' in cut) return { ...cut, end_of_stream: endStream };
  if (isRow(cut.meta)) return { ...cut, meta: { ...cut.meta, has_more: !endStream } };
  return endStream ? { ...cut, next_page: null } : cut;
}
