/** The JSON of a request: undefined for what is none, and for what holds U+0000, which not every database takes. */
export async function readBody(request: Request): Promise<unknown> {
  const untakeable: string[] = [];
  try {
    const body: unknown = JSON.parse(await request.text(), (_name, value: unknown) => {
      if (typeof value === 'string' && value.includes('\0')) untakeable.push(value);
      return value;
    });
    return untakeable.length === 0 ? body : undefined;
  } catch {
    return undefined;
  }
}
