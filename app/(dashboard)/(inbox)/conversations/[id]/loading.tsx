import { Skeleton } from '@/components/controls/Skeleton';
import { ThreadSkeleton } from '@/components/thread/ThreadSkeleton';

export default function ConversationLoading() {
  return (
    <div className="flex min-w-0 flex-1 flex-col bg-canvas">
      <div className="flex h-[60px] shrink-0 items-center gap-3 border-b border-line bg-surface px-5">
        <Skeleton className="size-9 rounded-full" />
        <div className="space-y-1.5">
          <Skeleton className="h-3.5 w-36" />
          <Skeleton className="h-3 w-48" />
        </div>
      </div>
      <ThreadSkeleton />
    </div>
  );
}
