import { LightningElement, api } from 'lwc';

// Labels
import emptyLabel from '@salesforce/label/c.Linkproof_Nothing_Said';
import unreadableLabel from '@salesforce/label/c.Linkproof_Evidence_Unreadable';

/** The evidence of an exception: which facts there are depends on its code, so that each is shown by its own name. */
export default class LinkproofFacts extends LightningElement {
  labels = { unreadable: unreadableLabel };

  /** JSON of an object. */
  @api value?: string;

  /** Undefined where the text is no object: the panel then says so instead of showing half of it. */
  get facts() {
    const parsed = objectIn(this.value);
    return (
      parsed &&
      Object.entries(parsed).map(([name, value]) => ({
        name,
        title: titleOf(name),
        values: textsOf(value).map((text, index) => ({ key: index, text })),
      }))
    );
  }
}

function objectIn(json: string | undefined): Readonly<Record<string, unknown>> | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(json ?? '');
  } catch {
    return undefined;
  }
  const isObject = typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed);
  return isObject ? (parsed as Record<string, unknown>) : undefined;
}

/** `externalId` as “External id”: the names are the server's, of which there are too many for labels. */
function titleOf(name: string): string {
  const words = name.replace(/_/g, ' ').replace(/([a-z0-9])([A-Z])/g, (_, before: string, after: string) => {
    return `${before} ${after.toLowerCase()}`;
  });
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function textsOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.length === 0 ? [emptyLabel] : value.map(textOf);
  return [textOf(value)];
}

function textOf(value: unknown): string {
  if (value === null || value === undefined || value === '') return emptyLabel;
  if (typeof value !== 'object') return String(value);
  return Object.entries(value)
    .map(([name, part]) => `${titleOf(name)}: ${textsOf(part).join(', ')}`)
    .join(' · ');
}
