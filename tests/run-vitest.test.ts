import { expect, it } from 'vitest';
import { agree, countTests } from '@/lib/commands/checks/run-vitest';

const file = (status: string, ...tests: string[]) => ({
  status,
  assertionResults: tests.map((each) => ({ status: each })),
});

it.each([
  ['all that passed', true, [file('passed', 'passed', 'passed')], { passed: 2, failed: 0 }],
  ['a test that failed once, not its file too', false, [file('failed', 'passed', 'failed')], { passed: 1, failed: 1 }],
  ['a file that could not be loaded', false, [file('passed', 'passed'), file('failed')], { passed: 1, failed: 1 }],
  ['a file that failed after its tests', false, [file('failed', 'passed'), file('failed')], { passed: 1, failed: 2 }],
  ['a test that was skipped as failed', true, [file('passed', 'passed', 'pending')], { passed: 1, failed: 1 }],
  ['a runner that failed beside all tests', false, [file('passed', 'passed')], { passed: 1, failed: 1 }],
  ['no tests at all as a failure', true, [], { passed: 0, failed: 1 }],
])('counts %s', (_what, ok, testResults, expected) => {
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
  const numPassedTests = tests.filter(({ status }) => status === 'passed').length;
  expect(countTests(ok, { numPassedTests, numTotalTests: tests.length, testResults })).toEqual(expected);
});

it('counts a runner without tests, or one that failed beside them, as one failure', () => {
  expect(agree(true, 3, 0)).toEqual({ passed: 3, failed: 0 });
  expect(agree(true, 3, 2)).toEqual({ passed: 3, failed: 2 });
  expect(agree(false, 3, 0)).toEqual({ passed: 3, failed: 1 });
  expect(agree(true, 0, 0)).toEqual({ passed: 0, failed: 1 });
});
