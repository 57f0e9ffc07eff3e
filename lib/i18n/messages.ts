import words from './en.json';
import failed from './en-failed.json';

/** All words. Those of a page that failed stand in a file of their own, for they come with every page. */
export const messages = { ...words, states: { ...words.states, ...failed } };
