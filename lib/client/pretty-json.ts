/**
 * JSON with line breaks and indents, and every character outside the white space as it was: numbers keep their digits
 * and doubled keys stay doubled. What is no JSON comes back unchanged.
 */
export function prettyJson(source: string): string {
  try {
    JSON.parse(source);
  } catch {
    return source;
  }
  const tokens = source.match(/"(?:[^"\\]|\\.)*"|[[\]{},:]|[^\s"[\]{},:]+/g) ?? [];
  let depth = 0;
  let pretty = '';
  tokens.forEach((token, index) => {
    const previous = tokens[index - 1];
    if (token === '}' || token === ']') {
      depth -= 1;
      pretty += previous === '{' || previous === '[' ? token : lineBreak(depth) + token;
    } else if (token === ',') pretty += token;
    else if (token === ':') pretty += ': ';
    else {
      pretty += index === 0 || previous === ':' ? token : lineBreak(depth) + token;
      if (token === '{' || token === '[') depth += 1;
    }
  });
  return pretty;
}

function lineBreak(depth: number): string {
  return `\n${'  '.repeat(depth)}`;
}
