/** Modules of lightning-base-components that the package ships without types. */
declare module 'lightning/primitiveIcon' {
  import type { LightningElement } from 'lwc';
  export default class PrimitiveIcon extends LightningElement {}
}
