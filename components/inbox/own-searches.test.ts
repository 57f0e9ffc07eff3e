import { describe, expect, it } from 'vitest';
import { noteAddress, type OwnSearches } from './own-searches';

describe('searches on their way into the address', () => {
  const own: OwnSearches = ['', 'k', 'ki', 'kim'];

  it('are ours when they arrive, also when the address left some out', () => {
    expect(noteAddress(own, 'k')).toEqual({ own: ['k', 'ki', 'kim'], isForeign: false });
    expect(noteAddress(own, 'kim')).toEqual({ own: ['kim'], isForeign: false });
  });

  it('are foreign again once they have arrived, so that "back" is seen', () => {
    const arrived = noteAddress(noteAddress(own, 'kim').own, 'k');
    expect(arrived).toEqual({ own: ['k'], isForeign: true });
  });

  it('do not hide a link that leads elsewhere', () => {
    expect(noteAddress(own, 'another')).toEqual({ own: ['another'], isForeign: true });
    expect(noteAddress(['kim'], '')).toEqual({ own: [''], isForeign: true });
  });
});
