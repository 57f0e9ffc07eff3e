// Nothing of its own: whatever any command needs is prepared before it.
console.log('✓ prepared');
