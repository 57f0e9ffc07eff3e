export type ListReplyContent = { id: string | null; title: string | null; description: string | null };
