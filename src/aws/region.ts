import { ECSClient } from '@aws-sdk/client-ecs';

/** The Region if the environment names none, as the SDK finds it: in the profile of AWS_PROFILE, or from the machine that runs this. */
export async function readRegion(): Promise<string | undefined> {
  try {
    return (await new ECSClient({}).config.region()) || undefined;
  } catch {
    return undefined;
  }
}
