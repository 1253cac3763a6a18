#!/usr/bin/env bash
# A deploy script as teams write them around the AWS CLI: render with jq, register, update, wait, judge by the exit code.
# Usage: deploy.sh <folder with settings.env and task-definition.json> <image>
set -euo pipefail

folder=$1
image=$2
# shellcheck source=/dev/null
source "$folder/settings.env"

definition=$(mktemp)
trap 'rm -f "$definition"' EXIT
jq --arg name "$CONTAINER" --arg image "$image" \
  '(.containerDefinitions[] | select(.name == $name)).image = $image' "$folder/task-definition.json" >"$definition"

revision=$(aws ecs register-task-definition --cli-input-json "file://$definition" \
  --query taskDefinition.taskDefinitionArn --output text)
aws ecs update-service --cluster "$CLUSTER" --service "$SERVICE" --task-definition "$revision" >/dev/null

if ! aws ecs wait services-stable --cluster "$CLUSTER" --services "$SERVICE"; then
  echo "$SERVICE did not become stable."
  aws ecs describe-services --cluster "$CLUSTER" --services "$SERVICE" --query 'services[0].events[].message' --output text
  exit 1
fi

# The backticks are JMESPath's.
# shellcheck disable=SC2016
state=$(aws ecs describe-services --cluster "$CLUSTER" --services "$SERVICE" \
  --query 'services[0].deployments[?status==`PRIMARY`].[rolloutState,taskDefinition]' --output text)
health=$(aws elbv2 describe-target-health --target-group-arn "$TARGET_GROUP" \
  --query 'TargetHealthDescriptions[].TargetHealth.State' --output text)
echo "$state $health"
