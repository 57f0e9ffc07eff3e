/** Why a use case does not do what it was asked; each code has one status and one sentence. */
const refusals = {
  unauthenticated: { status: 401, title: 'Sign in first.' },
  forbidden: { status: 403, title: 'Your role does not allow this.' },
  foreign_origin: { status: 403, title: 'A change must come from the dashboard itself.' },
  not_found: { status: 404, title: 'There is nothing here.' },
  conversation_not_found: { status: 404, title: 'There is no such conversation.' },
  customer_not_found: { status: 404, title: 'There is no such customer.' },
  declaration_not_found: { status: 404, title: 'There is no such declaration (any more).' },
  declaration_impossible: { status: 409, title: 'These two cannot be declared to be one customer.' },
  view_not_found: { status: 404, title: 'There is no such view.' },
  message_not_found: { status: 404, title: 'There is no such message.' },
  problem_not_found: { status: 404, title: 'There is no such problem.' },
  business_number_not_found: { status: 404, title: 'There is no such business number.' },
  media_not_found: { status: 404, title: 'There is no such file.' },
  media_pending: { status: 404, title: 'The file has not been copied yet.' },
  media_unavailable: { status: 404, title: 'The file could not be copied from CM.com.' },
  media_blocked: { status: 404, title: 'The file is on a server that is not allowed.' },
  media_deleted: { status: 404, title: 'The file has been deleted.' },
  media_not_deletable: { status: 409, title: 'The file cannot be deleted now.' },
  media_not_retryable: { status: 409, title: 'There is nothing to ask for again.' },
  media_delete_unconfirmed: { status: 502, title: 'CM.com did not confirm the deletion.' },
  message_erased: { status: 410, title: 'The customer deleted this message.' },
  invalid_request: { status: 400, title: 'The request is not understood.' },
  first_administrator_closed: { status: 403, title: 'The link is not valid (any more).' },
  sign_in_refused: { status: 401, title: 'E-mail address or password is not right.' },
  account_banned: { status: 403, title: 'This account is kept out.' },
  wrong_password: { status: 403, title: 'The present password is not right.' },
  password_refused: { status: 400, title: 'Choose another password.' },
  link_closed: { status: 403, title: 'The link is not valid (any more).' },
  session_required: { status: 403, title: 'This needs a person who is signed in.' },
  session_not_found: { status: 404, title: 'There is no such session (any more).' },
  account_not_found: { status: 404, title: 'There is no such account.' },
  token_not_found: { status: 404, title: 'There is no such token (any more).' },
  last_administrator: { status: 409, title: 'This is the last administrator.' },
  own_account: { status: 409, title: 'Nobody can do this to the account they are signed in with.' },
  too_often: { status: 429, title: 'Too often. Try again later.' },
  email_taken: { status: 409, title: 'There is an account with this e-mail address.' },
  database_unavailable: { status: 503, title: 'The database cannot be reached at the moment.' },
  webhook_not_rotatable: { status: 409, title: 'The address of the webhook cannot be changed so now.' },
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
