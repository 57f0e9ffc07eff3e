import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { kinds } from '@/lib/messages/kinds';

// What the layers of .dependency-cruiser.mjs and the rules of eslint.config.mjs cannot see.

const FOLDERS = ['app', 'components', 'lib', 'tests'];
const files = FOLDERS.flatMap(listFiles).filter((file) => !file.startsWith('lib/db/generated/'));
const sources = files.filter((file) => /\.(ts|tsx|mjs|cjs)$/.test(file));
const shipped = sources.filter((file) => !file.startsWith('tests/') && !/\.test\.tsx?$/.test(file));

describe('folders and names', () => {
  it('keeps the top level to what has a place there', () => {
    const documents = [
      'README.md',
      'ARCHITECTURE.md',
      'CONTRIBUTING.md',
      'CHANGELOG.md',
      'SECURITY.md',
      'LICENSE',
      'NOTICE',
      'docs',
    ];
    const insistedOnByTools = [
      ...[
        '.ci',
        '.dependency-cruiser.mjs',
        '.editorconfig',
        '.git',
        '.gitattributes',
        '.gitignore',
        '.npmrc',
        '.nvmrc',
        '.prettierignore',
      ],
      ...[
        '.prettierrc.json',
        'eslint.config.mjs',
        'instrumentation.ts',
        'knip.json',
        'next-env.d.ts',
        'package-lock.json',
      ],
      ...['playwright.config.ts', 'postcss.config.mjs', 'prisma.config.ts', 'proxy.ts', 'vitest.config.ts'],
    ];
    const ours = [
      'app',
      'components',
      'lib',
      'prisma',
      'public',
      'tests',
      'next.config.mjs',
      'package.json',
      'tsconfig.json',
    ];
    const ignored = ['node_modules', '.next', 'data', 'test-results', 'playwright-report', 'tsconfig.tsbuildinfo'];
    const allowed = new Set([...documents, ...insistedOnByTools, ...ours, ...ignored]);
    expect(readdirSync('.').filter((name) => !allowed.has(name))).toEqual([]);
  });

  it('has no drawer for leftovers, and no barrel but the registries of kinds', () => {
    const drawer = /(^|\/)(utils?|helpers?|types|constants|common|misc|shared|index)\.(ts|tsx|mjs)$/;
    const registries = ['components/bubbles/index.ts', 'lib/readers/index.ts'];
    expect(sources.filter((file) => drawer.test(file) && !registries.includes(file))).toEqual([]);
  });

  it('names modules in kebab-case and components in PascalCase', () => {
    const kebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.(sqlite|postgresql))?(\.test)?(\.spec)?(\.d)?\.(ts|tsx|mjs|cjs)$/;
    const pascal = /^([A-Z][A-Za-z0-9]*)(\.test)?\.tsx$/;
    const wrong = sources.filter((file) => {
      const name = path.basename(file);
      return file.startsWith('components/') && file.endsWith('.tsx') ? !pascal.test(name) : !kebab.test(name);
    });
    expect(wrong).toEqual([]);
  });

  it('names each component file after what it exports', () => {
    const wrong = shipped
      .filter((file) => file.startsWith('components/') && file.endsWith('.tsx'))
      .filter((file) => !exportedNames(file).some((name) => name.startsWith(path.basename(file, '.tsx'))));
    expect(wrong).toEqual([]);
  });
});

describe('a kind', () => {
  it.each(Object.keys(kinds))('%s has a domain file, a reader, a bubble and samples', (kind) => {
    const kebab = kind.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    const pascal = kind.charAt(0).toUpperCase() + kind.slice(1);
    expect(files).toContain(`lib/messages/kinds/${kebab}.ts`);
    expect(files).toContain(`lib/readers/${kebab}.ts`);
    expect(files).toContain(`components/bubbles/${pascal}Bubble.tsx`);
    expect(files.filter((file) => file.startsWith(`tests/samples/${kebab}/`))).not.toEqual([]);
  });
});

describe('what only one place knows', () => {
  it('reads the environment in lib/config alone, and hands it on in lib/commands', () => {
    expect(mentioning(/process\.env\b/, ['lib/config/', 'lib/commands/'])).toEqual([]);
  });

  it('speaks SQL in lib/db alone', () => {
    const sql = /\$(query|execute)Raw|\bPRAGMA\b|\bSELECT\b.+\bFROM\b|\bINSERT INTO\b|\bDELETE FROM\b/;
    expect(mentioning(sql, ['lib/db/'])).toEqual([]);
  });

  it('names a database engine in lib/db/engine alone, in the settings, and where commands speak to their operator', () => {
    const places = ['lib/db/engine/', 'lib/config/', 'lib/commands/'];
    expect(mentioning(/sqlite|postgres/i, places)).toEqual([]);
  });

  it('asks the server from lib/client alone', () => {
    const inBrowser = shipped.filter((file) => file.startsWith('components/'));
    expect(inBrowser.filter((file) => /\bfetch\(|new EventSource\b/.test(read(file)))).toEqual([]);
  });

  it('compares the keys in each command that opens the database of an installation', () => {
    const commands = shipped.filter((file) => file.startsWith('lib/commands/') && read(file).includes('openDatabase('));
    const ofNoInstallation = ['lib/commands/write-migration.ts'];
    expect(commands.filter((file) => !read(file).includes('await adoptKeys('))).toEqual(ofNoInstallation);
  });

  it("keeps CM.com's words at the border", () => {
    const wireWords =
      /nfm_reply|request_welcome|deletedMessage|mediaUri|timeUtc|meta_received_time|list_reply|button_reply/;
    const code = shipped.filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts'));
    const inCode = code.filter((file) => wireWords.test(read(file)) && wireWords.test(withoutComments(file)));
    expect(inCode.filter((file) => !/^lib\/(cm|readers|samples)\//.test(file))).toEqual([]);
  });
});

describe('what a reader needs to know', () => {
  it('says of each public function of lib/ what it gives', () => {
    const library = shipped.filter((file) => /^lib\/(?!commands\/|client\/)/.test(file) && file.endsWith('.ts'));
    expect(library.flatMap(undocumentedFunctions)).toEqual([]);
  });

  it('leaves no work for later and no code in comments', () => {
    expect(mentioning(/\b(FIXME|XXX|HACK)\b|^\s*\/\/ .*(;|\) \{)$/m, [])).toEqual([]);
  });
});

function listFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.posix.join(entry.parentPath.split(path.sep).join('/'), entry.name));
}

function read(file: string): string {
  return readFileSync(file, 'utf8');
}

function mentioning(pattern: RegExp, allowedIn: string[]): string[] {
  return shipped.filter((file) => !allowedIn.some((place) => file.startsWith(place)) && pattern.test(read(file)));
}

function parse(file: string): ts.SourceFile {
  return ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest, true);
}

function isExported(node: ts.Node): boolean {
  return (
    ts.canHaveModifiers(node) &&
    Boolean(ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword))
  );
}

function exportedNames(file: string): string[] {
  return parse(file)
    .statements.filter(isExported)
    .flatMap((statement) => {
      if (ts.isVariableStatement(statement))
        return statement.declarationList.declarations.map(({ name }) => name.getText());
      return ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)
        ? [statement.name?.text ?? '']
        : [];
    });
}

function undocumentedFunctions(file: string): string[] {
  return parse(file)
    .statements.filter((statement) => ts.isFunctionDeclaration(statement))
    .filter((statement) => isExported(statement) && ts.getJSDocCommentsAndTags(statement).length === 0)
    .map((statement) => `${file}: ${statement.name?.text ?? ''}`);
}

function withoutComments(file: string): string {
  return ts.transpileModule(read(file), {
    compilerOptions: { removeComments: true, target: ts.ScriptTarget.Latest, jsx: ts.JsxEmit.Preserve },
    fileName: file,
  }).outputText;
}
