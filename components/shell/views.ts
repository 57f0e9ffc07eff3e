import {
  CheckCheck,
  CircleDot,
  Image,
  Inbox,
  MapPin,
  Settings,
  ShoppingCart,
  Sparkles,
  TriangleAlert,
  type LucideIcon,
} from 'lucide-react';

import type { Counts } from '@/lib/client/answers';

export type ViewName = 'all' | 'unread' | 'newChats' | 'done' | 'media' | 'places' | 'orders' | 'problems' | 'settings';

export type View = { name: ViewName; href: string; icon: LucideIcon; count?: keyof Counts };

/** The places that the rail leads to. */
export const views: View[] = [
  { name: 'all', href: '/', icon: Inbox },
  { name: 'unread', href: '/?view=unread', icon: CircleDot, count: 'unread' },
  { name: 'newChats', href: '/?view=new', icon: Sparkles, count: 'newChats' },
  { name: 'done', href: '/?view=done', icon: CheckCheck },
  { name: 'media', href: '/media', icon: Image },
  { name: 'places', href: '/places', icon: MapPin },
  { name: 'orders', href: '/orders', icon: ShoppingCart },
  { name: 'problems', href: '/problems', icon: TriangleAlert, count: 'problems' },
  { name: 'settings', href: '/settings', icon: Settings },
];

/** Which of the places is shown. */
export function currentView(pathname: string, view: string | null): ViewName {
  const named = views.find(({ href }) => href !== '/' && !href.includes('?') && pathname.startsWith(href));
  if (named !== undefined) return named.name;
  return view === 'unread' || view === 'done' ? view : view === 'new' ? 'newChats' : 'all';
}
