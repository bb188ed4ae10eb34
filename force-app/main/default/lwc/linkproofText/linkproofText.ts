/** Puts values into a custom label's `{0}`, `{1}` and so on; a place without a value stays as it is. */
export function fillIn(label: string, ...values: readonly (string | number)[]): string {
  return label.replace(/\{(\d+)\}/g, (place, index: string) => String(values[Number(index)] ?? place));
}

/** The address if a browser may be sent there, else undefined: stored text could as well be `javascript:`. */
export function webAddress(text: string | undefined): string | undefined {
  let address: URL;
  try {
    address = new URL(text ?? '');
  } catch {
    return undefined;
  }
  return address.protocol === 'https:' || address.protocol === 'http:' ? address.href : undefined;
}
