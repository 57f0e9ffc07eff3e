export type WelcomeRequestContent = { text: string | null };
