import { describe, expect, it } from 'vitest';
import { nextExtensionState } from '../../../local/extension-state.ts';
import type { ExtensionMove, ExtensionState } from '../../../local/extension-state.ts';
import { nextRuntimeState } from '../../../local/runtime-state.ts';
import type { RuntimeMove, RuntimeState } from '../../../local/runtime-state.ts';

const extensionStates: ExtensionState[] = [
  ...(['Started', 'Registered', 'Ready', 'Running', 'InitError'] as const),
  ...(['ExitError', 'LaunchError', 'Exited', 'ShutdownFailed'] as const),
];

describe('an extension', () => {
  const allowed: Record<ExtensionMove, Partial<Record<ExtensionState, ExtensionState>>> = {
    register: { Started: 'Registered' },
    next: { Registered: 'Ready', Running: 'Ready' },
    event: { Ready: 'Running' },
    initError: { Registered: 'InitError', InitError: 'InitError' },
    exitError: { Registered: 'ExitError', Ready: 'ExitError', Running: 'ExitError', ExitError: 'ExitError' },
  };

  it.each(Object.entries(allowed))('moves by %s only where the service allows it', (move, targets) => {
    for (const state of extensionStates) {
      const result = nextExtensionState(state, move as ExtensionMove, 'id');
      if (targets[state] === undefined) expect(result).toMatchObject({ status: 403 });
      else expect(result).toBe(targets[state]);
    }
  });

  it('is refused in the words of the service, which says Exited for exit/error', () => {
    expect(nextExtensionState('Ready', 'next', 'abc')).toEqual({
      status: 403,
      errorType: 'Extension.InvalidExtensionState',
      errorMessage:
        'State transition from Ready to Ready failed for extension abc. Error: State transition is not allowed',
    });
    expect(nextExtensionState('InitError', 'exitError', 'abc')).toMatchObject({
      errorMessage:
        'State transition from InitError to Exited failed for extension abc. Error: State transition is not allowed',
    });
  });

  it('is refused with a lower-case reason on Managed Instances', () => {
    expect(nextExtensionState('Ready', 'next', 'abc', true)).toMatchObject({
      errorMessage: expect.stringMatching(/Error: state transition is not allowed$/) as string,
    });
  });
});

describe('the runtime', () => {
  const allowed: Record<RuntimeMove, Partial<Record<RuntimeState, RuntimeState>>> = {
    next: { Started: 'Ready', Ready: 'Ready', ResponseSent: 'Ready' },
    invoke: { Ready: 'Running' },
    response: { Running: 'InvocationResponse' },
    error: { Running: 'InvocationErrorResponse' },
    sent: { InvocationResponse: 'ResponseSent', InvocationErrorResponse: 'ResponseSent' },
    initError: { Started: 'InitError' },
  };
  const states: RuntimeState[] = [
    ...(['Started', 'Ready', 'Running', 'InvocationResponse', 'InvocationErrorResponse'] as const),
    ...(['ResponseSent', 'InitError'] as const),
  ];

  it.each(Object.entries(allowed))('moves by %s only where the service allows it', (move, targets) => {
    for (const state of states) {
      const result = nextRuntimeState(state, move as RuntimeMove);
      if (targets[state] === undefined)
        expect(result).toMatchObject({ status: 403, errorType: 'InvalidStateTransition' });
      else expect(result).toBe(targets[state]);
    }
  });
});
