import { isJsonObject, type Json } from './json';

/** Whether JSON says anything: blanks, null and false do not, nor does what holds nothing else. */
export function says(value: Json | undefined): boolean {
  if (Array.isArray(value)) return value.some(says);
  if (isJsonObject(value)) return Object.values(value).some(says);
  return typeof value === 'string' ? value.trim() !== '' : value !== undefined && value !== null && value !== false;
}
