/** What a person has decided to do, before anything is planned. */
export type Intent =
  | { readonly kind: 'request'; readonly title: string; readonly request: RepairRequest }
  | { readonly kind: 'undo'; readonly title: string; readonly planId: string }
  | { readonly kind: 'keep_apart'; readonly title: string; readonly fingerprint: string };

/** Where the dialog is. */
export type Step =
  | { readonly name: 'loading' | 'search' | 'kept_apart' }
  | { readonly name: 'compare'; readonly comparison: Comparison }
  | { readonly name: 'advice'; readonly advice: string }
  | { readonly name: 'details'; readonly intent: Intent }
  | { readonly name: 'plan'; readonly view: PlanView };
