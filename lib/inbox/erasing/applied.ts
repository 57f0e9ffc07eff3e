/** What applying a delivery leaves to do once its transaction is committed. */
export type Applied = {
  /** Content was erased: the engine's files must forget it. */
  erased: boolean;
  /** Names of copies in the store that must go. */
  files: string[];
};
