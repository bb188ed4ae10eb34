// Labels
import adviceLabel from '@salesforce/label/c.Linkproof_Repair_Merge_Advice';
import applyLabel from '@salesforce/label/c.Linkproof_Repair_Apply';
import approveLabel from '@salesforce/label/c.Linkproof_Repair_Approve';
import backLabel from '@salesforce/label/c.Linkproof_Repair_Back';
import cancelLabel from '@salesforce/label/c.Linkproof_Repair_Cancel';
import closeLabel from '@salesforce/label/c.Linkproof_Repair_Close';
import createLabel from '@salesforce/label/c.Linkproof_Repair_Create';
import failedLabel from '@salesforce/label/c.Linkproof_Repair_Step_Failed';
import keepApartLabel from '@salesforce/label/c.Linkproof_Compare_Keep_Apart';
import keptApartLabel from '@salesforce/label/c.Linkproof_Repair_Kept_Apart';
import loadingLabel from '@salesforce/label/c.Linkproof_Loading';
import lookAgainLabel from '@salesforce/label/c.Linkproof_Repair_Look_Again';
import otherWaysLabel from '@salesforce/label/c.Linkproof_Repair_Other_Ways';
import peopleLabel from '@salesforce/label/c.Linkproof_People';
import peopleMoveAndLeaveLabel from '@salesforce/label/c.Linkproof_People_move_and_leave';
import peopleMoveLabel from '@salesforce/label/c.Linkproof_People_move';
import peopleStayLabel from '@salesforce/label/c.Linkproof_People_stay';
import previewLabel from '@salesforce/label/c.Linkproof_Repair_Preview';
import progressLabel from '@salesforce/label/c.Linkproof_Repairs_Progress';
import reasonHelpLabel from '@salesforce/label/c.Linkproof_Repair_Reason_Help';
import reasonLabel from '@salesforce/label/c.Linkproof_Repair_Reason';
import reasonMissingLabel from '@salesforce/label/c.Linkproof_Repair_Reason_Missing';
import resumeLabel from '@salesforce/label/c.Linkproof_Repair_Go_On';
import secondApproverLabel from '@salesforce/label/c.Linkproof_Repair_Second_Approver';
import secondApproverSelfLabel from '@salesforce/label/c.Linkproof_Repair_Second_Approver_Self';
import titleCompareLabel from '@salesforce/label/c.Linkproof_Repair_Step_Compare';
import titleDoneLabel from '@salesforce/label/c.Linkproof_Repair_Step_Done';
import titlePlanLabel from '@salesforce/label/c.Linkproof_Repair_Step_Plan';
import titleSearchLabel from '@salesforce/label/c.Linkproof_Repair_Step_Search';
import undoLabel from '@salesforce/label/c.Linkproof_Repair_Undo';
import undoTitleLabel from '@salesforce/label/c.Linkproof_Repair_Undo_Title';
import unlinkLabel from '@salesforce/label/c.Linkproof_Repair_Unlink';
import workingLabel from '@salesforce/label/c.Linkproof_Repair_Working';

/** The dialog's words. */
export const labels = {
  advice: adviceLabel,
  apply: applyLabel,
  approve: approveLabel,
  back: backLabel,
  cancel: cancelLabel,
  close: closeLabel,
  create: createLabel,
  failed: failedLabel,
  keepApart: keepApartLabel,
  keptApart: keptApartLabel,
  loading: loadingLabel,
  lookAgain: lookAgainLabel,
  otherWays: otherWaysLabel,
  people: peopleLabel,
  preview: previewLabel,
  progress: progressLabel,
  reason: reasonLabel,
  reasonHelp: reasonHelpLabel,
  reasonMissing: reasonMissingLabel,
  resume: resumeLabel,
  secondApprover: secondApproverLabel,
  secondApproverSelf: secondApproverSelfLabel,
  stepCompare: titleCompareLabel,
  stepDone: titleDoneLabel,
  stepPlan: titlePlanLabel,
  stepSearch: titleSearchLabel,
  stepUndo: undoTitleLabel,
  undo: undoLabel,
  unlink: unlinkLabel,
  working: workingLabel,
};

/** What becomes of the account's people in the organization that it was tied to. */
export const peopleOptions: readonly { readonly value: PeopleChoice; readonly label: string }[] = [
  { value: 'stay', label: peopleStayLabel },
  { value: 'move', label: peopleMoveLabel },
  { value: 'move_and_leave', label: peopleMoveAndLeaveLabel },
];
