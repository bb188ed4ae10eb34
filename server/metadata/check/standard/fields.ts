/**
 * Fields of the standard objects that a Salesforce package is likely to name, by the kind of what they hold; `parent` are relationships with their targets.
 * From the sObject types (API 65.0) that Salesforce's own code analyzer ships, without person accounts' fields and geocodes.
 * A polymorphic owner is taken for a user: its fields are what reports and pages show.
 */
export const STANDARD_FIELDS: Readonly<Record<string, Readonly<Partial<Record<StandardKind, string>>>>> = {
  Account: {
    text:
      'AccountNumber AccountSource BillingCity BillingCountry BillingPostalCode BillingState BillingStreet ' +
      'ChannelProgramLevelName ChannelProgramName CleanStatus CurrencyIsoCode Description Division DunsNumber ' +
      'Fax FirstName Industry Jigsaw JigsawCompanyId LastName NaicsCode NaicsDesc Name Ownership Phone PhotoUrl ' +
      'Rating Salutation ShippingCity ShippingCountry ShippingPostalCode ShippingState ShippingStreet Sic ' +
      'SicDesc Site SourceSystemIdentifier TickerSymbol Tradestyle Type Website YearStarted',
    id:
      'RecordTypeId CreatedById Id LastModifiedById MasterRecordId OperatingHoursId OwnerId ParentId ' +
      'PersonContactId',
    number: 'AnnualRevenue NumberOfEmployees',
    date: 'LastActivityDate',
    dateTime:
      'CreatedDate EffectiveDate EndDate LastModifiedDate LastReferencedDate LastViewedDate ' +
      'SourceSystemModifiedDate SystemModstamp',
    checkbox:
      'HasPrivacyHold IsCustomerPortal IsActive IsDeleted IsExcludedFromRealign IsPartner IsPersonAccount ' +
      'IsPriorityRecord',
    parent: 'RecordType>RecordType CreatedBy>User LastModifiedBy>User MasterRecord>Account Owner>User Parent>Account',
  },
  AccountContactRelation: {
    text: 'CurrencyIsoCode Roles',
    id: 'AccountId ContactId CreatedById Id LastModifiedById',
    date: 'EndDate StartDate',
    dateTime: 'CreatedDate LastModifiedDate SystemModstamp',
    checkbox: 'IsActive IsDeleted IsDirect',
    parent: 'Account>Account Contact>Contact CreatedBy>User LastModifiedBy>User',
  },
  Contact: {
    text:
      'AssistantName AssistantPhone CleanStatus ContactSource CurrencyIsoCode Department Description Division ' +
      'Email EmailBouncedReason Fax FirstName HomePhone Jigsaw JigsawContactId LastName LeadSource MailingCity ' +
      'MailingCountry MailingPostalCode MailingState MailingStreet MobilePhone Name OtherCity OtherCountry ' +
      'OtherPhone OtherPostalCode OtherState OtherStreet Phone PhotoUrl Salutation Title',
    id: 'RecordTypeId AccountId CreatedById Id IndividualId LastModifiedById MasterRecordId OwnerId ReportsToId',
    date: 'Birthdate LastActivityDate',
    dateTime:
      'CreatedDate EmailBouncedDate LastCURequestDate LastCUUpdateDate LastModifiedDate LastReferencedDate ' +
      'LastViewedDate SystemModstamp',
    checkbox:
      'DoNotCall HasOptedOutOfEmail HasOptedOutOfFax HasPrivacyHold IsDeleted IsEmailBounced IsPersonAccount ' +
      'IsPriorityRecord',
    parent:
      'RecordType>RecordType Account>Account CreatedBy>User LastModifiedBy>User MasterRecord>Contact Owner>User ' +
      'ReportsTo>Contact',
  },
  Case: {
    text:
      'CaseNumber Comments ContactEmail ContactFax ContactMobile ContactPhone CurrencyIsoCode Description ' +
      'Division Language Origin Priority Reason Status Subject SuppliedCompany SuppliedEmail SuppliedName ' +
      'SuppliedPhone Type',
    id:
      'RecordTypeId AccountId AssetId AssetWarrantyId BusinessHoursId ContactId CreatedById Id LastModifiedById ' +
      'MasterRecordId OwnerId ParentId SourceId',
    dateTime: 'ClosedDate CreatedDate LastModifiedDate LastReferencedDate LastViewedDate SystemModstamp',
    checkbox: 'IsClosed IsClosedOnCreate IsDeleted IsEscalated',
    parent:
      'RecordType>RecordType Account>Account Contact>Contact CreatedBy>User LastModifiedBy>User ' +
      'MasterRecord>Case Owner>User Parent>Case Source>Name',
  },
  Opportunity: {
    text:
      'CurrencyIsoCode Description Division Fiscal ForecastCategory ForecastCategoryName LeadSource Name ' +
      'NextStep StageName Type',
    id:
      'RecordTypeId AccountId CampaignId ContactId ContractId CreatedById Id LastAmountChangedHistoryId ' +
      'LastCloseDateChangedHistoryId LastModifiedById OwnerId Pricebook2Id SyncedQuoteId Territory2Id',
    number: 'Amount ExpectedRevenue FiscalQuarter FiscalYear Probability PushCount TotalOpportunityQuantity',
    date: 'CloseDate LastActivityDate',
    dateTime: 'CreatedDate LastModifiedDate LastReferencedDate LastStageChangeDate LastViewedDate SystemModstamp',
    checkbox:
      'HasOpenActivity HasOpportunityLineItem HasOverdueTask IsClosed IsDeleted IsExcludedFromTerritory2Filter ' +
      'IsPrivate IsSplit IsWon',
    parent: 'RecordType>RecordType Account>Account Contact>Contact CreatedBy>User LastModifiedBy>User Owner>User',
  },
  Lead: {
    text:
      'City CleanStatus Company CompanyDunsNumber Country CurrencyIsoCode Description Division Email ' +
      'EmailBouncedReason Fax FirstName GenderIdentity Industry Jigsaw JigsawContactId LastName LeadSource ' +
      'MobilePhone Name Phone PhotoUrl PostalCode Pronouns Rating Salutation Specialty State Status Street ' +
      'Title Website',
    id:
      'RecordTypeId ConvertedAccountId ConvertedContactId ConvertedOpportunityId CreatedById Id IndividualId ' +
      'LastModifiedById MasterRecordId OwnerId',
    number: 'AnnualRevenue NumberOfEmployees',
    date: 'BirthDate ConvertedDate LastActivityDate LastTransferDate',
    dateTime: 'CreatedDate EmailBouncedDate LastModifiedDate LastReferencedDate LastViewedDate SystemModstamp',
    checkbox:
      'DoNotCall HasOptedOutOfEmail HasOptedOutOfFax HasPrivacyHold IsConverted IsDeleted IsPriorityRecord ' +
      'IsUnreadByOwner',
    parent:
      'RecordType>RecordType ConvertedAccount>Account ConvertedContact>Contact ConvertedOpportunity>Opportunity ' +
      'CreatedBy>User LastModifiedBy>User MasterRecord>Lead Owner>User',
  },
  Task: {
    text:
      'CallDisposition CallObject CallType CurrencyIsoCode Description Division Priority RecurrenceInstance ' +
      'RecurrenceMonthOfYear RecurrenceRegeneratedType RecurrenceTimeZoneSidKey RecurrenceType Status Subject ' +
      'TaskSubtype Type',
    id: 'AccountId CreatedById Id LastModifiedById OwnerId RecurrenceActivityId WhatId WhoId',
    number: 'CallDurationInSeconds RecurrenceDayOfMonth RecurrenceDayOfWeekMask RecurrenceInterval WhatCount WhoCount',
    date: 'ActivityDate RecurrenceEndDateOnly RecurrenceStartDateOnly',
    dateTime: 'CompletedDateTime CreatedDate LastModifiedDate ReminderDateTime SystemModstamp',
    checkbox: 'IsArchived IsClosed IsDeleted IsHighPriority IsRecurrence IsReminderSet',
    parent: 'Account>Account CreatedBy>User LastModifiedBy>User Owner>User RecurrenceActivity>Task What>Name Who>Name',
  },
  Event: {
    text:
      'CurrencyIsoCode Description Division EventSubtype GroupEventType Location Recurrence2PatternText ' +
      'Recurrence2PatternTimeZone Recurrence2PatternVersion RecurrenceInstance RecurrenceMonthOfYear ' +
      'RecurrenceTimeZoneSidKey RecurrenceType ShowAs Subject Type',
    id: 'AccountId CreatedById Id LastModifiedById OwnerId RecurrenceActivityId ServiceAppointmentId WhatId WhoId',
    number: 'DurationInMinutes RecurrenceDayOfMonth RecurrenceDayOfWeekMask RecurrenceInterval WhatCount WhoCount',
    date: 'ActivityDate EndDate RecurrenceEndDateOnly',
    dateTime:
      'ActivityDateTime CreatedDate EndDateTime LastModifiedDate Recurrence2PatternStartDate ' +
      'RecurrenceStartDateTime ReminderDateTime StartDateTime SystemModstamp',
    checkbox:
      'IsAllDayEvent IsArchived IsChild IsDeleted IsGroupEvent IsPrivate IsRecurrence IsRecurrence2 ' +
      'IsRecurrence2Exception IsRecurrence2Exclusion IsReminderSet',
    parent:
      'Account>Account CreatedBy>User LastModifiedBy>User Owner>User RecurrenceActivity>Event What>Name ' + 'Who>Name',
  },
  User: {
    text:
      'AboutMe Alias BadgeText BannerPhotoUrl City CommunityNickname CompanyName Country CurrencyIsoCode ' +
      'DefaultCurrencyIsoCode DefaultDivision DefaultGroupNotificationFrequency Department DigestFrequency ' +
      'Division Email EmailEncodingKey EmployeeNumber EndDay Extension Fax FederationIdentifier FirstName ' +
      'FullPhotoUrl LanguageLocaleKey LastName LocaleSidKey MediumBannerPhotoUrl MediumPhotoUrl MobilePhone ' +
      'Name OutOfOfficeMessage Phone PortalRole PostalCode SenderEmail SenderName Signature SmallBannerPhotoUrl ' +
      'SmallPhotoUrl StartDay State StayInTouchNote StayInTouchSignature StayInTouchSubject Street ' +
      'TimeZoneSidKey Title UserType Username',
    id:
      'AccountId CallCenterId ContactId CreatedById DelegatedApproverId Id IndividualId LastModifiedById ' +
      'ManagerId ProfileId UserRoleId',
    number: 'JigsawImportLimitOverride NumberOfFailedLogins',
    date: 'SuAccessExpirationDate',
    dateTime:
      'CreatedDate LastLoginDate LastModifiedDate LastPasswordChangeDate LastReferencedDate LastViewedDate ' +
      'OfflinePdaTrialExpirationDate OfflineTrialExpirationDate PasswordExpirationDate SystemModstamp',
    checkbox:
      'EmailPreferencesAutoBcc EmailPreferencesAutoBccStayInTouch EmailPreferencesStayInTouchReminder ' +
      'ForecastEnabled HasUserVerifiedEmail HasUserVerifiedPhone IsActive IsExtIndicatorVisible IsPortalEnabled ' +
      'IsProfilePhotoActive ReceivesAdminInfoEmails ReceivesInfoEmails',
    parent:
      'Account>Account Contact>Contact CreatedBy>User DelegatedApprover>SObject LastModifiedBy>User ' +
      'Manager>User Profile>Profile UserRole>UserRole',
  },
  UserRole: {
    text:
      'CaseAccessForAccountOwner ContactAccessForAccountOwner DeveloperName Name ' +
      'OpportunityAccessForAccountOwner PortalRole PortalType RollupDescription',
    id: 'ForecastUserId Id LastModifiedById ParentRoleId PortalAccountId PortalAccountOwnerId',
    dateTime: 'LastModifiedDate SystemModstamp',
    checkbox: 'MayForecastManagerShare',
    parent: 'ForecastUser>User LastModifiedBy>User ParentRole>UserRole PortalAccount>Account PortalAccountOwner>User',
  },
  Profile: {
    text: 'Description Name UserType',
    id: 'CreatedById Id LastModifiedById UserLicenseId',
    dateTime: 'CreatedDate LastModifiedDate LastReferencedDate LastViewedDate SystemModstamp',
    checkbox: 'IsSsoEnabled',
    parent: 'CreatedBy>User LastModifiedBy>User',
  },
  Group: {
    text: 'DefaultDivision Description DeveloperName Email Name Type',
    id: 'CreatedById Id LastModifiedById OwnerId RelatedId',
    dateTime: 'CreatedDate LastModifiedDate SystemModstamp',
    checkbox: 'DoesIncludeBosses DoesSendEmailToMembers',
    parent: 'CreatedBy>User LastModifiedBy>User Owner>User Related>Name',
  },
  Organization: {
    text:
      'City ComplianceBccEmail Country DefaultAccountAccess DefaultCalendarAccess DefaultCampaignAccess ' +
      'DefaultCaseAccess DefaultContactAccess DefaultLeadAccess DefaultLocaleSidKey DefaultOpportunityAccess ' +
      'DefaultPricebookAccess DelegatedAuthenticationServiceUrl Division Fax InstanceName LanguageLocaleKey ' +
      'Name NamespacePrefix OrganizationType Phone PostalCode PrimaryContact SignupCountryIsoCode State Street ' +
      'TimeZoneSidKey UiSkin WebToCaseDefaultOrigin',
    id: 'CreatedById Id LastModifiedById',
    number: 'FiscalYearStartMonth MonthlyPageViewsEntitlement MonthlyPageViewsUsed NumKnowledgeService',
    dateTime: 'CreatedDate LastModifiedDate SystemModstamp TrialExpirationDate',
    checkbox: 'IsReadOnly IsSandbox ReceivesAdminInfoEmails ReceivesInfoEmails UsesStartDateAsFiscalYearName',
    parent: 'CreatedBy>User LastModifiedBy>User',
  },
  RecordType: {
    text: 'Description DeveloperName Name NamespacePrefix SobjectType',
    id: 'BusinessProcessId CreatedById Id LastModifiedById',
    dateTime: 'CreatedDate LastModifiedDate SystemModstamp',
    checkbox: 'IsActive IsPersonType',
    parent: 'CreatedBy>User LastModifiedBy>User',
  },
  CustomNotificationType: {
    text: 'CustomNotifTypeName Description DeveloperName Language MasterLabel NamespacePrefix',
    id: 'CreatedById Id LastModifiedById',
    dateTime: 'CreatedDate LastModifiedDate SystemModstamp',
    checkbox: 'Desktop IsDeleted IsSlack Mobile',
    parent: 'CreatedBy>User LastModifiedBy>User',
  },
};

type StandardKind = 'text' | 'id' | 'number' | 'date' | 'dateTime' | 'time' | 'checkbox' | 'parent';
