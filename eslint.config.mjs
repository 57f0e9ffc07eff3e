import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const rawHtml = 'What people write reaches the screen only as text, through React.';

export default tseslint.config(
  {
    name: 'made by tools',
    ignores: ['.next/', 'data/', 'lib/db/generated/', 'next-env.d.ts', 'playwright-report/', 'test-results/'],
  },
  {
    // A rule holds for everybody: a comment in a file cannot switch it off.
    name: 'no exceptions by comment',
    linterOptions: { noInlineConfig: true },
  },
  js.configs.recommended,
  {
    name: 'types',
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      // A cast says "trust me" where a check or a better type would prove it. `as const` is no cast and stays allowed.
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
      '@typescript-eslint/ban-ts-comment': [
        'error',
        { 'ts-expect-error': true, 'ts-ignore': true, 'ts-nocheck': true, 'ts-check': false },
      ],
      '@typescript-eslint/consistent-type-definitions': ['error', 'type'],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-empty-function': ['error', { allow: ['arrowFunctions'] }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // An event handler may be async: React does not look at what it returns, and the call inside handles its errors.
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
    },
  },
  {
    // The PostgreSQL client has the same calls as the SQLite client and another type: this is the one place that says so.
    name: 'the one cast',
    files: ['lib/db/engine/open-client.ts'],
    rules: { '@typescript-eslint/consistent-type-assertions': 'off' },
  },
  {
    // A library's own types can be widened through its interfaces alone.
    name: 'widened types of libraries',
    files: ['**/*.d.ts'],
    rules: { '@typescript-eslint/consistent-type-definitions': 'off' },
  },
  {
    name: 'react',
    files: ['app/**', 'components/**', 'lib/client/**'],
    extends: [reactHooks.configs.flat.recommended],
    // A hint to those who compile with the React Compiler, which we do not.
    rules: { 'react-hooks/incompatible-library': 'off' },
  },
  {
    name: 'everywhere',
    rules: {
      eqeqeq: 'error',
      'no-restricted-syntax': [
        'error',
        { selector: 'JSXAttribute[name.name="dangerouslySetInnerHTML"]', message: rawHtml },
        { selector: 'Property[key.name="dangerouslySetInnerHTML"]', message: rawHtml },
        { selector: 'MemberExpression[property.name=/^(innerHTML|outerHTML|insertAdjacentHTML)$/]', message: rawHtml },
        { selector: 'TSEnumDeclaration', message: 'A closed set is a union of strings.' },
      ],
    },
  },
  {
    // Playwright reads from the pattern of a fixture's first parameter what it needs, and `{}` is nothing.
    name: 'fixtures of the journeys',
    files: ['tests/support/journey.ts'],
    rules: { 'no-empty-pattern': ['error', { allowObjectPatternsAsParameters: true }] },
  },
  {
    // Logs are structured and never hold personal data: the logger sees to it. Commands speak to the person who started them.
    name: 'console',
    ignores: ['lib/commands/**'],
    rules: { 'no-console': 'error' },
  },
  {
    name: 'run by Node without a compiler',
    files: ['**/*.mjs', '**/*.cjs'],
    // Node's global objects that our few scripts use.
    languageOptions: {
      globals: {
        URL: 'readonly',
        console: 'readonly',
        module: 'writable',
        process: 'readonly',
        require: 'readonly',
        setTimeout: 'readonly',
      },
    },
  },
);
