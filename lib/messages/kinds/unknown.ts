export type UnknownContent = {
  /** What CM.com calls the message, when it says. */
  messageType: string | null;
};
