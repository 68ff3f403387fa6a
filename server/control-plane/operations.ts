import type { Operation } from './framework/operation.ts'
import { operation as addAttachment } from './routes/access-requests/add-attachment.ts'
import { operation as addMessage } from './routes/access-requests/add-message.ts'
import { operation as archiveAccessRequest } from './routes/access-requests/archive-access-request.ts'
import { operation as createAccessRequest } from './routes/access-requests/create-access-request.ts'
import { operation as downloadAttachment } from './routes/access-requests/download-attachment.ts'
import { operation as getAccessRequest } from './routes/access-requests/get-access-request.ts'
import { operation as getAccessRequestEvidence } from './routes/access-requests/get-access-request-evidence.ts'
import { operation as listAccessRequestHistory } from './routes/access-requests/list-access-request-history.ts'
import { operation as listAccessRequests } from './routes/access-requests/list-access-requests.ts'
import { operation as listAttachments } from './routes/access-requests/list-attachments.ts'
import { operation as listMessages } from './routes/access-requests/list-messages.ts'
import { operation as listSubmissions } from './routes/access-requests/list-submissions.ts'
import { operation as removeAttachment } from './routes/access-requests/remove-attachment.ts'
import { operation as resolveRemark } from './routes/access-requests/resolve-remark.ts'
import { operation as submitAccessRequest } from './routes/access-requests/submit-access-request.ts'
import { operation as updateAccessRequest } from './routes/access-requests/update-access-request.ts'
import { operation as voteOnDecision } from './routes/access-requests/vote-on-decision.ts'
import { operation as changePassword } from './routes/accounts/change-password.ts'
import { operation as createAccount } from './routes/accounts/create-account.ts'
import { operation as endSessions } from './routes/accounts/end-sessions.ts'
import { operation as getMe } from './routes/accounts/get-me.ts'
import { operation as listMyOrganizations } from './routes/accounts/list-my-organizations.ts'
import { operation as requestMembership } from './routes/accounts/request-membership.ts'
import { operation as updateMe } from './routes/accounts/update-me.ts'
import { operation as closeAlert } from './routes/alerts/close-alert.ts'
import { operation as listAlerts } from './routes/alerts/list-alerts.ts'
import { operation as listProviderAlerts } from './routes/alerts/list-provider-alerts.ts'
import { operation as archiveApplication } from './routes/applications/archive-application.ts'
import { operation as createApplication } from './routes/applications/create-application.ts'
import { operation as getApplication } from './routes/applications/get-application.ts'
import { operation as listApplications } from './routes/applications/list-applications.ts'
import { operation as resumeApplication } from './routes/applications/resume-application.ts'
import { operation as suspendApplication } from './routes/applications/suspend-application.ts'
import { operation as updateApplication } from './routes/applications/update-application.ts'
import { operation as cosignCheckpoint } from './routes/audit/cosign-checkpoint.ts'
import { operation as decidePersonSearch } from './routes/audit/decide-person-search.ts'
import { operation as exportRecords } from './routes/audit/export-records.ts'
import { operation as getAudit } from './routes/audit/get-audit.ts'
import { operation as getConsistencyProof } from './routes/audit/get-consistency-proof.ts'
import { operation as getInclusionProof } from './routes/audit/get-inclusion-proof.ts'
import { operation as listCheckpoints } from './routes/audit/list-checkpoints.ts'
import { operation as listPersonSearches } from './routes/audit/list-person-searches.ts'
import { operation as readPersonSearch } from './routes/audit/read-person-search.ts'
import { operation as requestPersonSearch } from './routes/audit/request-person-search.ts'
import { operation as searchRecords } from './routes/audit/search-records.ts'
import { operation as acceptDelegation } from './routes/authorizations/accept-delegation.ts'
import { operation as cancelReopening } from './routes/authorizations/cancel-reopening.ts'
import { operation as getAuthorization } from './routes/authorizations/get-authorization.ts'
import { operation as listAuthorizations } from './routes/authorizations/list-authorizations.ts'
import { operation as listDelegations } from './routes/authorizations/list-delegations.ts'
import { operation as listEditorApplications } from './routes/authorizations/list-editor-applications.ts'
import { operation as listOrganizationDelegations } from './routes/authorizations/list-organization-delegations.ts'
import { operation as offerDelegation } from './routes/authorizations/offer-delegation.ts'
import { operation as reopenAuthorization } from './routes/authorizations/reopen-authorization.ts'
import { operation as resumeAuthorization } from './routes/authorizations/resume-authorization.ts'
import { operation as revokeAuthorization } from './routes/authorizations/revoke-authorization.ts'
import { operation as revokeDelegation } from './routes/authorizations/revoke-delegation.ts'
import { operation as suspendAuthorization } from './routes/authorizations/suspend-authorization.ts'
import { operation as getApi } from './routes/catalog/get-api.ts'
import { operation as getApiSpecification } from './routes/catalog/get-api-specification.ts'
import { operation as getUseCase } from './routes/catalog/get-use-case.ts'
import { operation as importApi } from './routes/catalog/import-api.ts'
import { operation as listApis } from './routes/catalog/list-apis.ts'
import { operation as listLegalBases } from './routes/catalog/list-legal-bases.ts'
import { operation as listProblems } from './routes/catalog/list-problems.ts'
import { operation as listUseCases } from './routes/catalog/list-use-cases.ts'
import { operation as updateApi } from './routes/catalog/update-api.ts'
import { operation as createCredential } from './routes/credentials/create-credential.ts'
import { operation as listAllCredentials } from './routes/credentials/list-all-credentials.ts'
import { operation as listCredentials } from './routes/credentials/list-credentials.ts'
import { operation as revokeCredential } from './routes/credentials/revoke-credential.ts'
import { operation as rotateCredential } from './routes/credentials/rotate-credential.ts'
import { operation as listErrorReports } from './routes/error-reports/list-error-reports.ts'
import { operation as treatErrorReport } from './routes/error-reports/treat-error-report.ts'
import { operation as listAllEvents } from './routes/events/list-all-events.ts'
import { operation as listEvents } from './routes/events/list-events.ts'
import { operation as getGrant } from './routes/grants/get-grant.ts'
import { operation as listGrants } from './routes/grants/list-grants.ts'
import { operation as narrowGrant } from './routes/grants/narrow-grant.ts'
import { operation as resumeGrant } from './routes/grants/resume-grant.ts'
import { operation as suspendGrant } from './routes/grants/suspend-grant.ts'
import { operation as listIncidents } from './routes/incidents/list-incidents.ts'
import { operation as openIncident } from './routes/incidents/open-incident.ts'
import { operation as updateIncident } from './routes/incidents/update-incident.ts'
import { operation as confirmNeed } from './routes/lifecycle/confirm-need.ts'
import { operation as getLifecycle } from './routes/lifecycle/get-lifecycle.ts'
import { operation as keepScopes } from './routes/lifecycle/keep-scopes.ts'
import { operation as reopenNarrowed } from './routes/lifecycle/reopen-narrowed.ts'
import { operation as getNotificationSettings } from './routes/notifications/get-notification-settings.ts'
import { operation as listMails } from './routes/notifications/list-mails.ts'
import { operation as listNotifications } from './routes/notifications/list-notifications.ts'
import { operation as readNotifications } from './routes/notifications/read-notifications.ts'
import { operation as updateNotificationSettings } from './routes/notifications/update-notification-settings.ts'
import { operation as acceptMember } from './routes/organizations/accept-member.ts'
import { operation as createMachine } from './routes/organizations/create-machine.ts'
import { operation as createOrganization } from './routes/organizations/create-organization.ts'
import { operation as deleteMachine } from './routes/organizations/delete-machine.ts'
import { operation as getOrganization } from './routes/organizations/get-organization.ts'
import { operation as inviteMember } from './routes/organizations/invite-member.ts'
import { operation as listMachines } from './routes/organizations/list-machines.ts'
import { operation as listMembers } from './routes/organizations/list-members.ts'
import { operation as listOrganizations } from './routes/organizations/list-organizations.ts'
import { operation as removeMember } from './routes/organizations/remove-member.ts'
import { operation as resumeOrganization } from './routes/organizations/resume-organization.ts'
import { operation as suspendOrganization } from './routes/organizations/suspend-organization.ts'
import { operation as updateMember } from './routes/organizations/update-member.ts'
import { operation as updateOrganization } from './routes/organizations/update-organization.ts'
import { operation as verifyOrganization } from './routes/organizations/verify-organization.ts'
import { operation as closePersonSession } from './routes/persons/close-person-session.ts'
import { operation as contestAnswer } from './routes/persons/contest-answer.ts'
import { operation as getPersonCoverage } from './routes/persons/get-person-coverage.ts'
import { operation as listConsultations } from './routes/persons/list-consultations.ts'
import { operation as listMyErrorReports } from './routes/persons/list-my-error-reports.ts'
import { operation as openPersonSession } from './routes/persons/open-person-session.ts'
import { operation as reportError } from './routes/persons/report-error.ts'
import { operation as getPublication } from './routes/publications/get-publication.ts'
import { operation as getPublicationProof } from './routes/publications/get-publication-proof.ts'
import { operation as listPublications } from './routes/publications/list-publications.ts'
import { operation as getRegisterEntry } from './routes/register/get-register-entry.ts'
import { operation as getRegisterProof } from './routes/register/get-register-proof.ts'
import { operation as listRegister } from './routes/register/list-register.ts'
import { operation as acceptRequestInvitation } from './routes/request-invitations/accept-request-invitation.ts'
import { operation as getRequestInvitation } from './routes/request-invitations/get-request-invitation.ts'
import { operation as inviteAuthorities } from './routes/request-invitations/invite-authorities.ts'
import { operation as listRequestInvitations } from './routes/request-invitations/list-request-invitations.ts'
import { operation as withdrawRequestInvitation } from './routes/request-invitations/withdraw-request-invitation.ts'
import { operation as cancelMaintenance } from './routes/service-levels/cancel-maintenance.ts'
import { operation as declareMaintenance } from './routes/service-levels/declare-maintenance.ts'
import { operation as getServiceHistory } from './routes/service-levels/get-service-history.ts'
import { operation as getServiceLevels } from './routes/service-levels/get-service-levels.ts'
import { operation as listMaintenanceWindows } from './routes/service-levels/list-maintenance-windows.ts'
import { operation as announceSubjectChange } from './routes/subjects/announce-subject-change.ts'
import { operation as countSubjectRegistrations } from './routes/subjects/count-subject-registrations.ts'
import { operation as endProtection } from './routes/subjects/end-protection.ts'
import { operation as listProtectedPersons } from './routes/subjects/list-protected-persons.ts'
import { operation as listSubjectRegistrations } from './routes/subjects/list-subject-registrations.ts'
import { operation as protectPerson } from './routes/subjects/protect-person.ts'
import { operation as registerSubjects } from './routes/subjects/register-subjects.ts'
import { operation as revokeSubjectRegistration } from './routes/subjects/revoke-subject-registration.ts'
import { operation as getSystem } from './routes/system/get-system.ts'
import { operation as getApplicationUsage } from './routes/usage/get-application-usage.ts'
import { operation as getExchange } from './routes/usage/get-exchange.ts'
import { operation as getOrganizationUsage } from './routes/usage/get-organization-usage.ts'
import { operation as getQuotas } from './routes/usage/get-quotas.ts'
import { operation as getSharedExchange } from './routes/usage/get-shared-exchange.ts'
import { operation as getUsageBreakdown } from './routes/usage/get-usage-breakdown.ts'
import { operation as listExchanges } from './routes/usage/list-exchanges.ts'
import { operation as recognizeSyntheticPerson } from './routes/usage/recognize-synthetic-person.ts'
import { operation as shareExchange } from './routes/usage/share-exchange.ts'
import { operation as createWebhook } from './routes/webhooks/create-webhook.ts'
import { operation as deleteWebhook } from './routes/webhooks/delete-webhook.ts'
import { operation as listWebhookDeliveries } from './routes/webhooks/list-webhook-deliveries.ts'
import { operation as listWebhooks } from './routes/webhooks/list-webhooks.ts'
import { operation as replayWebhookDelivery } from './routes/webhooks/replay-webhook-delivery.ts'
import { operation as rotateWebhookSecret } from './routes/webhooks/rotate-webhook-secret.ts'
import { operation as testWebhook } from './routes/webhooks/test-webhook.ts'

/** THE table of all operations of the management API. A conformance test compares it with the specification. */
export const operations: readonly Operation[] = [
  // accounts
  changePassword,
  createAccount,
  endSessions,
  getMe,
  listMyOrganizations,
  requestMembership,
  updateMe,
  // organizations
  acceptMember,
  createMachine,
  createOrganization,
  deleteMachine,
  getOrganization,
  inviteMember,
  listMachines,
  listMembers,
  listOrganizations,
  removeMember,
  resumeOrganization,
  suspendOrganization,
  updateMember,
  updateOrganization,
  verifyOrganization,
  // applications
  archiveApplication,
  createApplication,
  getApplication,
  listApplications,
  resumeApplication,
  suspendApplication,
  updateApplication,
  // credentials
  createCredential,
  listAllCredentials,
  listCredentials,
  revokeCredential,
  rotateCredential,
  // grants
  getGrant,
  listGrants,
  narrowGrant,
  resumeGrant,
  suspendGrant,
  // events
  listAllEvents,
  listEvents,
  // catalog
  getApiSpecification,
  getApi,
  getUseCase,
  importApi,
  listApis,
  listLegalBases,
  listProblems,
  listUseCases,
  updateApi,
  // access-requests
  addAttachment,
  downloadAttachment,
  listAttachments,
  removeAttachment,
  addMessage,
  archiveAccessRequest,
  createAccessRequest,
  getAccessRequest,
  getAccessRequestEvidence,
  listAccessRequestHistory,
  listAccessRequests,
  listMessages,
  listSubmissions,
  resolveRemark,
  submitAccessRequest,
  updateAccessRequest,
  voteOnDecision,
  // request-invitations
  acceptRequestInvitation,
  getRequestInvitation,
  inviteAuthorities,
  listRequestInvitations,
  withdrawRequestInvitation,
  // authorizations
  acceptDelegation,
  cancelReopening,
  getAuthorization,
  listAuthorizations,
  listDelegations,
  listEditorApplications,
  listOrganizationDelegations,
  offerDelegation,
  reopenAuthorization,
  resumeAuthorization,
  revokeAuthorization,
  revokeDelegation,
  suspendAuthorization,
  // register
  getRegisterEntry,
  getRegisterProof,
  listRegister,
  // audit
  cosignCheckpoint,
  getAudit,
  getConsistencyProof,
  getInclusionProof,
  listCheckpoints,
  decidePersonSearch,
  exportRecords,
  listPersonSearches,
  readPersonSearch,
  requestPersonSearch,
  searchRecords,
  // usage
  getApplicationUsage,
  getOrganizationUsage,
  getQuotas,
  listExchanges,
  getExchange,
  getSharedExchange,
  getUsageBreakdown,
  recognizeSyntheticPerson,
  shareExchange,
  // webhooks
  createWebhook,
  deleteWebhook,
  listWebhookDeliveries,
  listWebhooks,
  replayWebhookDelivery,
  rotateWebhookSecret,
  testWebhook,
  // lifecycle
  confirmNeed,
  getLifecycle,
  keepScopes,
  reopenNarrowed,
  // notifications
  getNotificationSettings,
  listMails,
  listNotifications,
  readNotifications,
  updateNotificationSettings,
  // persons
  closePersonSession,
  contestAnswer,
  getPersonCoverage,
  listConsultations,
  listMyErrorReports,
  openPersonSession,
  reportError,
  // error-reports
  listErrorReports,
  treatErrorReport,
  // publications
  getPublication,
  getPublicationProof,
  listPublications,
  // incidents
  listIncidents,
  openIncident,
  updateIncident,
  // service-levels
  cancelMaintenance,
  declareMaintenance,
  getServiceHistory,
  getServiceLevels,
  listMaintenanceWindows,
  // system
  getSystem,
  announceSubjectChange,
  countSubjectRegistrations,
  endProtection,
  listProtectedPersons,
  listSubjectRegistrations,
  protectPerson,
  registerSubjects,
  revokeSubjectRegistration,
  closeAlert,
  listAlerts,
  listProviderAlerts,
]
