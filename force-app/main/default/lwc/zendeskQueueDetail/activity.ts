/** The entries of an exception's activity, as stored with it; none where the text is not theirs. */
export function parseActivity(json: string | undefined): readonly QueueActivity[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(json ?? '[]');
  } catch {
    return [];
  }
  return Array.isArray(parsed) ? parsed.filter(isEntry) : [];
}

function isEntry(value: unknown): value is QueueActivity {
  const entry = value as Partial<QueueActivity> | null;
  return (
    typeof entry?.at === 'string' &&
    typeof entry.by === 'string' &&
    typeof entry.action === 'string' &&
    typeof entry.text === 'string'
  );
}
