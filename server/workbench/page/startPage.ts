import { createElement } from 'lwc';
import { drawIconsFromSprites } from '../platform/icons.ts';
import App from 'workbench/app';

export function startPage(): void {
  drawIconsFromSprites();
  document.body.append(createElement('workbench-app', { is: App }));
}
