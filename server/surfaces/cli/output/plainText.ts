/**
 * Text from the two systems, safe to print: an account's name may hold the control characters with which a terminal
 * is made to lie, or marks that turn the direction of what follows.
 */
export function plainText(text: string): string {
  return text.replaceAll(
    /[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
