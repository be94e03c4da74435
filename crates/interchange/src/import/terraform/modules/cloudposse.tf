variable "enabled" { default = true }
variable "namespace" {}
variable "tenant" {}
variable "environment" {}
variable "stage" {}
variable "name" {}
variable "attributes" { default = [] }
variable "delimiter" { default = "-" }
variable "context" {}
variable "table_name" {}
variable "hash_key" {}
variable "hash_key_type" { default = "S" }
variable "range_key" { default = "" }
variable "range_key_type" { default = "S" }
variable "dynamodb_attributes" { default = [] }
variable "billing_mode" { default = "PROVISIONED" }
variable "autoscale_read_target" { default = 50 }
variable "autoscale_write_target" { default = 50 }
variable "autoscale_min_read_capacity" { default = 5 }
variable "autoscale_max_read_capacity" { default = 20 }
variable "autoscale_min_write_capacity" { default = 5 }
variable "autoscale_max_write_capacity" { default = 20 }
variable "enable_autoscaler" { default = false }
variable "autoscaler_attributes" {}
variable "autoscaler_tags" {}
variable "enable_streams" { default = false }
variable "stream_view_type" { default = "" }
variable "enable_encryption" { default = true }
variable "server_side_encryption_kms_key_arn" {}
variable "enable_point_in_time_recovery" { default = true }
variable "ttl_enabled" { default = true }
variable "ttl_attribute" { default = "Expires" }
variable "global_secondary_index_map" { default = [] }
variable "local_secondary_index_map" { default = [] }
variable "replicas" { default = [] }
variable "tags" { default = {} }
variable "tags_enabled" { default = true }
variable "table_class" { default = "STANDARD" }
variable "deletion_protection_enabled" { default = false }
variable "import_table" {}

locals {
  parts = concat([var.namespace, var.tenant, var.environment, var.stage, var.name], var.attributes)
  id    = join(var.delimiter, [for part in local.parts : part if part != null && part != ""])
}

resource "aws_dynamodb_table" "default" {
  count = var.enabled ? 1 : 0

  name                        = var.table_name != null && var.table_name != "" ? var.table_name : local.id
  billing_mode                = var.billing_mode
  read_capacity               = var.billing_mode == "PAY_PER_REQUEST" ? null : var.autoscale_min_read_capacity
  write_capacity              = var.billing_mode == "PAY_PER_REQUEST" ? null : var.autoscale_min_write_capacity
  hash_key                    = var.hash_key
  range_key                   = var.range_key
  stream_enabled              = length(var.replicas) > 0 ? true : var.enable_streams
  stream_view_type            = length(var.replicas) > 0 || var.enable_streams ? var.stream_view_type : ""
  table_class                 = var.table_class
  deletion_protection_enabled = var.deletion_protection_enabled
  global_secondary_index      = var.global_secondary_index_map
  local_secondary_index       = var.local_secondary_index_map
  replica                     = [for region in var.replicas : { region_name = region }]
  tags                        = var.tags_enabled ? var.tags : null
  import_table                = var.import_table

  attribute = concat(
    length(var.range_key) > 0 ? [{ name = var.range_key, type = var.range_key_type }] : [],
    [{ name = var.hash_key, type = var.hash_key_type }],
    var.dynamodb_attributes
  )

  ttl {
    enabled        = var.ttl_attribute != "" ? var.ttl_enabled : false
    attribute_name = var.ttl_attribute
  }

  point_in_time_recovery {
    enabled = var.enable_point_in_time_recovery
  }

  server_side_encryption {
    enabled     = var.enable_encryption
    kms_key_arn = var.server_side_encryption_kms_key_arn
  }
}

locals {
  scaled = {
    Read  = { min = var.autoscale_min_read_capacity, max = var.autoscale_max_read_capacity, at = var.autoscale_read_target }
    Write = { min = var.autoscale_min_write_capacity, max = var.autoscale_max_write_capacity, at = var.autoscale_write_target }
  }
  dimensions = var.enabled && var.enable_autoscaler && var.billing_mode == "PROVISIONED" ? local.scaled : {}
}

resource "aws_appautoscaling_target" "table" {
  for_each           = local.dimensions
  service_namespace  = "dynamodb"
  resource_id        = "table/${aws_dynamodb_table.default[0].name}"
  scalable_dimension = "dynamodb:table:${each.key}CapacityUnits"
  min_capacity       = each.value.min
  max_capacity       = each.value.max
}

resource "aws_appautoscaling_policy" "table" {
  for_each           = local.dimensions
  service_namespace  = "dynamodb"
  policy_type        = "TargetTrackingScaling"
  resource_id        = "table/${aws_dynamodb_table.default[0].name}"
  scalable_dimension = "dynamodb:table:${each.key}CapacityUnits"

  target_tracking_scaling_policy_configuration {
    target_value = each.value.at
  }
}

output "table_name" { value = aws_dynamodb_table.default[0].name }
output "table_id" { value = aws_dynamodb_table.default[0].id }
output "table_arn" { value = aws_dynamodb_table.default[0].arn }
output "table_stream_arn" { value = aws_dynamodb_table.default[0].stream_arn }
