import { OggOpusDecoder } from 'ogg-opus-decoder';

self.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  void decode(String(data)).then(
    (wav) => {
      self.postMessage(wav, { transfer: [wav] });
    },
    () => {
      self.postMessage(null);
    },
  );
});

async function decode(address: string): Promise<ArrayBuffer> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`The recording was answered with ${response.status}.`);
  const decoder = new OggOpusDecoder();
  await decoder.ready;
  const { channelData, samplesDecoded, sampleRate } = await decoder.decodeFile(
    new Uint8Array(await response.arrayBuffer()),
  );
  decoder.free();
  if (samplesDecoded === 0) throw new Error('There is no sound in it.');
  return wavOf(channelData, sampleRate);
}

const headerBytes = 44;

/** One channel of 16 bits: enough for speech. */
function wavOf(channels: Float32Array[], sampleRate: number): ArrayBuffer {
  const samples = channels[0]?.length ?? 0;
  const wav = new ArrayBuffer(headerBytes + samples * 2);
  const view = new DataView(wav);
  const write = (offset: number, letters: string) => {
    for (let index = 0; index < letters.length; index += 1) view.setUint8(offset + index, letters.charCodeAt(index));
  };
  write(0, 'RIFF');
  view.setUint32(4, wav.byteLength - 8, true);
  write(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, sampleRate * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  write(36, 'data');
  view.setUint32(40, samples * 2, true);
  for (let index = 0; index < samples; index += 1) {
    const mixed = channels.reduce((sum, channel) => sum + (channel[index] ?? 0), 0) / channels.length;
    view.setInt16(headerBytes + index * 2, Math.max(-1, Math.min(1, mixed)) * 32_767, true);
  }
  return wav;
}
