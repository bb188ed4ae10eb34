/**
 * Base components ship their icons as 14 MB of compiled templates. Here they are drawn from the sprites of the design
 * system instead, which costs no build time; Lightning Experience draws them from the same sprites.
 */
import PrimitiveIcon from 'lightning/primitiveIcon';

/** Where the server serves the design system's icons. */
const ICONS = '/workbench/assets/slds/icons';

export function drawIconsFromSprites(): void {
  Object.defineProperty(PrimitiveIcon.prototype, 'href', {
    get(this: { iconName?: string | null }) {
      const [sprite, symbol] = (this.iconName ?? '').split(':');
      return symbol === undefined ? '' : `${ICONS}/${sprite}-sprite/svg/symbols.svg#${symbol}`;
    },
  });
}
