"""Where live pictures come from: cameras, network streams, files played at their own pace."""
