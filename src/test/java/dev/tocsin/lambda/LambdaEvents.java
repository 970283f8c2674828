package dev.tocsin.lambda;

import java.time.Instant;

/** What AWS hands to a function. */
final class LambdaEvents {
  private LambdaEvents() {}

  /** A direct call, and the {@code Input} of an EventBridge schedule: the body of a request. */
  static String call(String job, Instant end) {
    return "{\"job\":\"" + job + "\",\"end\":\"" + end + "\"}";
  }

  /**
   * What a rule of EventBridge sends that has no input transformer.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html">Event
   *     structure</a>
   */
  static String eventBridge(String detail, Instant time) {
    return """
    {"version": "0", "id": "6a7e8feb-b491-4cf7-a9f1-bf3703467718", "detail-type": "score",
     "source": "ops", "account": "111122223333", "time": "%s", "region": "us-west-1",
     "resources": [], "detail": %s}
    """
        .formatted(time, detail);
  }

  /**
   * A batch of SQS with these bodies, whose messages are called {@code message-0} and so on.
   *
   * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html">Using Lambda with
   *     SQS</a>
   */
  static String sqs(String... bodies) {
    StringBuilder records = new StringBuilder();
    for (int i = 0; i < bodies.length; i++) {
      records
          .append(i == 0 ? "" : ",")
          .append(
              """
              {"messageId": "message-%d",
               "receiptHandle": "AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a",
               "body": "%s",
               "attributes": {"ApproximateReceiveCount": "1", "SentTimestamp": "1545082649183",
                 "SenderId": "AIDAIENQZJOLO23YVJ4VO",
                 "ApproximateFirstReceiveTimestamp": "1545082649185"},
               "messageAttributes": {},
               "md5OfBody": "e4e68fb7bd0e697a0ae8f1bb342846b3",
               "eventSource": "aws:sqs",
               "eventSourceARN": "arn:aws:sqs:us-east-2:123456789012:questions",
               "awsRegion": "us-east-2"}
              """
                  .formatted(i, bodies[i].replace("\"", "\\\"")));
    }
    return "{\"Records\": [" + records + "]}";
  }
}
