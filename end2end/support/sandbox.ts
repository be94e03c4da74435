// The sandbox as the rest of the world sees it: through the ordinary AWS SDK.
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type _Record,
} from "@aws-sdk/client-dynamodb-streams";

function options(endpoint: string) {
  return { endpoint, region: "us-east-1", credentials: { accessKeyId: "any", secretAccessKey: "any" } };
}

export function dynamodb(endpoint: string): DynamoDBClient {
  return new DynamoDBClient(options(endpoint));
}

/** Everything in a stream, from its start. */
export async function records(endpoint: string, stream: string): Promise<_Record[]> {
  const client = new DynamoDBStreamsClient(options(endpoint));
  const described = await client.send(new DescribeStreamCommand({ StreamArn: stream }));
  const found: _Record[] = [];
  for (const { ShardId } of described.StreamDescription?.Shards ?? []) {
    const start = { StreamArn: stream, ShardId, ShardIteratorType: "TRIM_HORIZON" } as const;
    const { ShardIterator } = await client.send(new GetShardIteratorCommand(start));
    const { Records } = await client.send(new GetRecordsCommand({ ShardIterator }));
    found.push(...(Records ?? []));
  }
  return found;
}
