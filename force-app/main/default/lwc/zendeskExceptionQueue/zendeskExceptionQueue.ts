import { LightningElement } from 'lwc';

/** The exceptions that somebody has to look at, worst first: found by filters, grouped by cause, decided one by one or together. */
export default class ZendeskExceptionQueue extends LightningElement {}
