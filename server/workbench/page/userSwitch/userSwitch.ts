import { LightningElement, api } from 'lwc';
import type { Session } from '../../views.ts';
import { postJson } from '../requests.ts';

/** Survives the reload that a switch takes. */
const SWITCHED = 'workbench-switched';

/** Sees the page as somebody else. The page is loaded again: permissions are constants of the panels' modules. */
export default class UserSwitch extends LightningElement {
  @api session!: Session;
  failure = '';

  override renderedCallback() {
    if (sessionStorage.getItem(SWITCHED) === null) return;
    sessionStorage.removeItem(SWITCHED);
    this.template?.querySelector<HTMLElement>('[aria-pressed="true"]')?.focus();
  }

  async handleSwitch(event: Event) {
    const { id } = (event.currentTarget as HTMLElement).dataset;
    try {
      await postJson('/workbench/session', { userId: id });
    } catch (error) {
      this.failure = (error as Error).message;
      return;
    }
    sessionStorage.setItem(SWITCHED, 'yes');
    location.reload();
  }

  get choices() {
    return this.session.users.map(({ id, name, role }) => ({
      id,
      label: `${role.charAt(0).toUpperCase()}${role.slice(1)}`,
      title: `See the page as ${name}`,
      pressed: id === this.session.user.id ? 'true' : 'false',
      buttonClass: `slds-button ${id === this.session.user.id ? 'slds-button_neutral' : 'slds-button_inverse'}`,
    }));
  }
}
