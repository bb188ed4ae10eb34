/** Names that list views and search layouts of custom objects have for standard fields. */
export const LIST_VIEW_FIELDS: readonly string[] = [
  'NAME',
  'OWNER.ALIAS',
  'OWNER.FIRST_NAME',
  'OWNER.LAST_NAME',
  'CREATED_DATE',
  'LAST_UPDATE',
  'LAST_ACTIVITY',
  'CREATEDBY_USER',
  'CREATEDBY_USER.ALIAS',
  'UPDATEDBY_USER',
  'UPDATEDBY_USER.ALIAS',
  'RECORDTYPE',
];

/** Related lists that every object may have, by what the object must have switched on. */
export const STANDARD_RELATED_LISTS: Readonly<Record<string, string | undefined>> = {
  RelatedActivityList: 'enableActivities',
  RelatedHistoryList: 'enableActivities',
  RelatedEntityHistoryList: 'enableHistory',
  RelatedNoteList: undefined,
  RelatedContentNoteList: undefined,
  RelatedFileList: undefined,
  RelatedProcessHistoryList: undefined,
};
