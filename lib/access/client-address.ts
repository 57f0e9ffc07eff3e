/** Set by our own server from the socket or a trusted proxy; what a client sends under this name is removed. */
export const CLIENT_ADDRESS_HEADER = 'x-inlet-client-address';
