import { z } from 'zod';
import { toDatetime } from './linkView.ts';

/** `HistoryEntryView`; attributes that it does not have are ignored, as `JSON.deserialize` does. */
export const historyEntryViewSchema = z.object({
  at: z.iso.datetime({ offset: true }).nullish().transform(toDatetime),
  runId: z.string().nullish(),
  status: z.string().nullish(),
  sentence: z.string().nullish(),
  organizationId: z.string().nullish(),
  changes: z.array(z.string()).nullish(),
});

export type HistoryEntryView = z.infer<typeof historyEntryViewSchema>;
