/** Why a use case does not do what it was asked; each code has one status and one sentence. */
const refusals = {
  unauthenticated: { status: 401, title: 'Sign in first.' },
  forbidden: { status: 403, title: 'You don’t have permission to do this.' },
  foreign_origin: { status: 403, title: 'Changes are accepted from the dashboard’s own origin only.' },
  not_found: { status: 404, title: 'Not found.' },
  conversation_not_found: { status: 404, title: 'Conversation not found.' },
  customer_not_found: { status: 404, title: 'Customer not found.' },
  declaration_not_found: { status: 404, title: 'Merge not found.' },
  declaration_impossible: { status: 409, title: 'These customers cannot be merged.' },
  view_not_found: { status: 404, title: 'Saved view not found.' },
  message_not_found: { status: 404, title: 'Message not found.' },
  problem_not_found: { status: 404, title: 'Problem not found.' },
  business_number_not_found: { status: 404, title: 'Business number not found.' },
  media_not_found: { status: 404, title: 'File not found.' },
  media_pending: { status: 404, title: 'The file has not been copied yet.' },
  media_unavailable: { status: 404, title: 'The file could not be copied from CM.com.' },
  media_blocked: { status: 404, title: 'The file is on a server that is not allowed.' },
  media_deleted: { status: 404, title: 'The file has been deleted.' },
  media_not_deletable: { status: 409, title: 'The file cannot be deleted now.' },
  media_not_retryable: { status: 409, title: 'This file needs no retry.' },
  media_delete_unconfirmed: { status: 502, title: 'CM.com did not confirm the deletion.' },
  message_erased: { status: 410, title: 'The customer deleted this message.' },
  invalid_request: { status: 400, title: 'Invalid request.' },
  first_administrator_closed: { status: 403, title: 'The link is not valid.' },
  sign_in_refused: { status: 401, title: 'Wrong e-mail address or password.' },
  account_banned: { status: 403, title: 'This account is banned.' },
  wrong_password: { status: 403, title: 'Wrong current password.' },
  password_refused: { status: 400, title: 'Choose another password.' },
  link_closed: { status: 403, title: 'The link is not valid.' },
  session_required: { status: 403, title: 'This needs a signed-in session, not a token.' },
  session_not_found: { status: 404, title: 'Session not found.' },
  account_not_found: { status: 404, title: 'Account not found.' },
  token_not_found: { status: 404, title: 'Token not found.' },
  last_administrator: { status: 409, title: 'This is the last administrator.' },
  own_account: { status: 409, title: 'You cannot do this to your own account.' },
  too_often: { status: 429, title: 'Too many requests. Try again later.' },
  email_taken: { status: 409, title: 'This e-mail address already has an account.' },
  database_unavailable: { status: 503, title: 'The database cannot be reached. Try again in a moment.' },
  disk_full: { status: 503, title: 'The disk is full.' },
  webhook_not_rotatable: { status: 409, title: 'The webhook address cannot be changed this way now.' },
  samples_unreachable: { status: 502, title: 'The samples could not be sent to the webhook.' },
} as const;

/** Why a use case refuses. */
export type RefusalCode = keyof typeof refusals;

/** What a use case throws instead of doing its work. It never holds a number, name, text or reference. */
export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly status: number;
  readonly detail: string | undefined;
  /** When it may be asked again. */
  readonly retryAt: Date | undefined;

  constructor(code: RefusalCode, why: string | { retryAt: Date } = '') {
    super(refusals[code].title);
    this.code = code;
    this.status = refusals[code].status;
    this.detail = typeof why === 'string' && why !== '' ? why : undefined;
    this.retryAt = typeof why === 'string' ? undefined : why.retryAt;
  }
}
