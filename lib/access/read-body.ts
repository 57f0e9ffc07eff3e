/** The JSON of a request: undefined for what is none, and for what holds U+0000, which not every database takes. */
export async function readBody(request: Request): Promise<unknown> {
  let isTakeable = true;
  try {
    const body: unknown = JSON.parse(await request.text(), (_name, value: unknown) => {
      if (typeof value === 'string' && value.includes('\0')) isTakeable = false;
      return value;
    });
    return isTakeable ? body : undefined;
  } catch {
    return undefined;
  }
}
