import type { Fault } from './Fault.ts';

const lwc = 'force-app/main/default/lwc';

interface PlantedPanel {
  readonly gate: string;
  readonly name: string;
  readonly says: RegExp;
  /** Which of the panel's files the fault is in. */
  readonly in: 'html' | 'ts' | 'css';
  readonly imports?: readonly string[];
  readonly members?: readonly string[];
  readonly html?: string;
  readonly css?: string;
}

/** One component for each fault, so that none hides another. */
function inPanel(panel: PlantedPanel, index: number): Fault {
  const name = `planted${panel.gate}${index}`;
  const place = (extension: string) => `${lwc}/${name}/${name}.${extension}`;
  const script = [
    `import { ${(panel.members ?? []).some((member) => member.includes('@wire')) ? 'LightningElement, wire' : 'LightningElement'} } from 'lwc';`,
    ...(panel.imports ?? []),
    '',
    `export default class ${name[0]?.toUpperCase()}${name.slice(1)} extends LightningElement {`,
    ...(panel.members ?? []).map((member) => `  ${member}`),
    '}',
    '',
  ].join('\n');
  return {
    gate: panel.gate,
    name: panel.name,
    file: place(panel.in),
    says: panel.says,
    plant(planted) {
      planted.add(place('ts'), script);
      planted.add(place('html'), `<template>\n  ${panel.html ?? '<p>Planted</p>'}\n</template>\n`);
      if (panel.css !== undefined) planted.add(place('css'), panel.css);
    },
  };
}

const apex = '@salesforce/apex/';

const compiled: PlantedPanel[] = [
  {
    gate: 'lwcCompile',
    name: 'an element that is not closed',
    in: 'html',
    says: /closing-of-element-with-open-child-elements/,
    html: '<div><p>Planted</p>',
  },
  {
    gate: 'lwcCompile',
    name: 'a loop without keys',
    in: 'html',
    says: /key/i,
    html: '<template for:each={rows} for:item="row"><p>{row}</p></template>',
    members: ['rows = [];'],
  },
  {
    gate: 'lwcCompile',
    name: 'an expression that is more than a name',
    in: 'html',
    says: /LWC1(060|083|051)|expression/i,
    html: '<p>{rows.length + 1}</p>',
    members: ['rows = [];'],
  },
  { gate: 'lwcCompile', name: 'a script in a template', in: 'html', says: /script/i, html: '<script>1</script>' },
];

const bound: PlantedPanel[] = [
  {
    gate: 'lwcTemplates',
    name: 'a component of ours that is nowhere',
    in: 'html',
    says: /<c-linkproof-oracle>: neither the package nor Salesforce/,
    html: '<c-linkproof-oracle></c-linkproof-oracle>',
  },
  {
    gate: 'lwcTemplates',
    name: 'a base component that Salesforce lacks',
    in: 'html',
    says: /<lightning-oracle>: neither/,
    html: '<lightning-oracle></lightning-oracle>',
  },
  {
    gate: 'lwcTemplates',
    name: 'an attribute that our component lacks',
    in: 'html',
    says: /<c-linkproof-placeholder> has no attribute headline/,
    html: '<c-linkproof-placeholder headline="x"></c-linkproof-placeholder>',
  },
  {
    gate: 'lwcTemplates',
    name: 'an attribute that a base component lacks',
    in: 'html',
    says: /<lightning-badge> has no attribute colour/,
    html: '<lightning-badge label="x" colour="red"></lightning-badge>',
  },
  {
    gate: 'lwcTemplates',
    name: 'a handler that the class lacks',
    in: 'html',
    says: /the class has no handleClick/,
    html: '<lightning-button label="x" onclick={handleClick}></lightning-button>',
  },
  {
    gate: 'lwcTemplates',
    name: 'a property that the class lacks',
    in: 'html',
    says: /the class has no sentence/,
    html: '<p>{sentence}</p>',
  },
  {
    gate: 'lwcTemplates',
    name: 'a condition on a property that the class lacks',
    in: 'html',
    says: /the class has no isOpen/,
    html: '<template lwc:if={isOpen}><p>x</p></template>',
  },
  {
    gate: 'lwcTemplates',
    name: 'a text that the labels lack',
    in: 'html',
    says: /labels has no heading/,
    html: '<p>{labels.heading}</p>',
    members: ["labels = { title: 'x' };"],
  },
  {
    gate: 'lwcTemplates',
    name: 'a wire of a method that is not cacheable',
    in: 'ts',
    says: /recheck is not @AuraEnabled\(cacheable=true\)/,
    imports: [`import recheck from '${apex}ZendeskLinkController.recheck';`],
    members: ["recordId = '001';", "@wire(recheck as never, { accountId: '$recordId' })", 'link: unknown;'],
  },
  {
    gate: 'lwcTemplates',
    name: 'a wire that sets a parameter that the method lacks',
    in: 'ts',
    says: /the wire of link sets recordId; getLink takes accountId/,
    imports: [`import getLink from '${apex}ZendeskLinkController.getLink';`],
    members: ["recordId = '001';", "@wire(getLink, { recordId: '$recordId' } as never)", 'link: unknown;'],
  },
  {
    gate: 'lwcTemplates',
    name: 'a wire that waits for a property that the class lacks',
    in: 'ts',
    says: /depends on \$accountId, but the class has no accountId/,
    imports: [`import getLink from '${apex}ZendeskLinkController.getLink';`],
    members: ["@wire(getLink, { accountId: '$accountId' })", 'link: unknown;'],
  },
];

const typed: PlantedPanel[] = [
  {
    gate: 'lwcTypes',
    name: 'an Apex method that is nowhere',
    in: 'ts',
    says: /Cannot find module '@salesforce\/apex\/ZendeskLinkController.getEverything'/,
    imports: [`import getEverything from '${apex}ZendeskLinkController.getEverything';`],
    members: ['connectedCallback() {', '  return getEverything();', '}'],
  },
  {
    gate: 'lwcTypes',
    name: 'a label that is nowhere',
    in: 'ts',
    says: /Cannot find module '@salesforce\/label\/c.Linkproof_Nothing'/,
    imports: ["import nothing from '@salesforce/label/c.Linkproof_Nothing';"],
    members: ['label = nothing;'],
  },
  {
    gate: 'lwcTypes',
    name: 'a field that is nowhere',
    in: 'ts',
    says: /Cannot find module '@salesforce\/schema\/Zendesk_Link__c.Verdict__c'/,
    imports: ["import VERDICT from '@salesforce/schema/Zendesk_Link__c.Verdict__c';"],
    members: ['field = VERDICT;'],
  },
  {
    gate: 'lwcTypes',
    name: 'a custom permission that is nowhere',
    in: 'ts',
    says: /Cannot find module '@salesforce\/customPermission\/Linkproof_Rule'/,
    imports: ["import mayRule from '@salesforce/customPermission/Linkproof_Rule';"],
    members: ['mayRule = mayRule;'],
  },
  {
    gate: 'lwcTypes',
    name: 'a parameter of another name',
    in: 'ts',
    says: /'recordId' does not exist in type/,
    imports: [`import recheck from '${apex}ZendeskLinkController.recheck';`],
    members: ['connectedCallback() {', "  return recheck({ recordId: '001' });", '}'],
  },
  {
    gate: 'lwcTypes',
    name: 'a parameter of another type',
    in: 'ts',
    says: /Type 'number' is not assignable to type 'string'/,
    imports: [`import recheck from '${apex}ZendeskLinkController.recheck';`],
    members: ['connectedCallback() {', '  return recheck({ accountId: 1 });', '}'],
  },
  {
    gate: 'lwcTypes',
    name: 'a field of an answer that is nowhere',
    in: 'ts',
    says: /Property 'verdict' does not exist on type 'LinkView'/,
    imports: [`import recheck from '${apex}ZendeskLinkController.recheck';`],
    members: ['async connectedCallback() {', "  return (await recheck({ accountId: '001' }))?.verdict;", '}'],
  },
  {
    gate: 'lwcTypes',
    name: 'a module of the platform that is nowhere',
    in: 'ts',
    says: /Cannot find module 'lightning\/oracle'/,
    imports: ["import { ask } from 'lightning/oracle';"],
    members: ['connectedCallback() {', '  return ask();', '}'],
  },
];

const linted: PlantedPanel[] = [
  {
    gate: 'lwcLint',
    name: 'HTML that is set as text',
    in: 'ts',
    says: /@lwc\/lwc\/no-inner-html/,
    members: [
      'renderedCallback() {',
      "  const p = this.template?.querySelector('p');",
      "  if (p) p.innerHTML = 'x';",
      '}',
    ],
  },
  {
    gate: 'lwcLint',
    name: 'a search of the whole document',
    in: 'ts',
    says: /@lwc\/lwc\/no-document-query/,
    members: ['connectedCallback() {', "  return document.querySelector('p');", '}'],
  },
  {
    gate: 'lwcLint',
    name: 'a timer without a reason',
    in: 'ts',
    says: /@lwc\/lwc\/no-async-operation/,
    members: ['connectedCallback() {', '  setTimeout(() => undefined, 1);', '}'],
  },
  {
    gate: 'lwcLint',
    name: 'a token that the design system has given up',
    in: 'css',
    says: /slds\/lwc-token-to-slds-hook/,
    css: '.x {\n  border-color: var(--lwc-colorBorder);\n}\n',
  },
  {
    gate: 'lwcLint',
    name: 'a class of the design system that is given another look',
    in: 'css',
    says: /slds\/no-slds-class-overrides/,
    css: '.slds-button {\n  color: inherit;\n}\n',
  },
];

/** A view that panels read by an interface of its name: the Apex field goes, the interface stays. */
const view: Fault = {
  gate: 'lwcTypes',
  name: 'a field of a view that Apex has lost',
  file: 'force-app/main/default/classes/ExceptionView.cls',
  says: /ExceptionView (lacks recommendedAction|has advice), which views.d.ts/,
  plant(planted) {
    planted.replace(this.file, 'public String recommendedAction', 'public String advice');
  },
};

export const panelFaults: readonly Fault[] = [...[...compiled, ...bound, ...typed, ...linted].map(inPanel), view];
