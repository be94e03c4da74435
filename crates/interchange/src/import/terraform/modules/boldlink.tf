variable "name" {}
variable "billing_mode" { default = "PROVISIONED" }
variable "hash_key" {}
variable "range_key" {}
variable "read_capacity" {}
variable "write_capacity" {}
variable "attributes" { default = [] }
variable "ttl" { default = {} }
variable "local_secondary_index" { default = [] }
variable "global_secondary_index" { default = [] }
variable "deletion_protection_enabled" { default = false }
variable "point_in_time_recovery_enabled" { default = true }
variable "replica" { default = {} }
variable "restore_source_name" {}
variable "restore_to_latest_time" {}
variable "restore_date_time" {}
variable "stream_enabled" { default = false }
variable "stream_view_type" {}
variable "sse_enabled" { default = false }
variable "sse_kms_key_arn" {}
variable "create_sse_kms_key" {}
variable "additional_kms_permissions" {}
variable "enable_key_rotation" {}
variable "key_deletion_window" {}
variable "table_class" { default = "STANDARD" }
variable "tags" { default = {} }
variable "timeouts" {}
variable "enable_autoscaling" { default = false }
variable "autoscaling_defaults" { default = { scale_in_cooldown = 0, scale_out_cooldown = 0, target_value = 70 } }
variable "autoscaling_read" { default = {} }
variable "autoscaling_write" { default = {} }
variable "autoscaling_indexes" { default = {} }
variable "table_items" { default = {} }

resource "aws_dynamodb_table" "main" {
  name                        = var.name
  billing_mode                = var.billing_mode
  hash_key                    = var.hash_key
  range_key                   = var.range_key
  read_capacity               = var.billing_mode == "PROVISIONED" ? var.read_capacity : null
  write_capacity              = var.billing_mode == "PROVISIONED" ? var.write_capacity : null
  deletion_protection_enabled = var.deletion_protection_enabled
  restore_source_name         = var.restore_source_name
  restore_to_latest_time      = var.restore_to_latest_time
  restore_date_time           = var.restore_date_time
  stream_enabled              = var.stream_enabled
  stream_view_type            = var.stream_view_type
  table_class                 = var.table_class
  tags                        = var.tags
  attribute                   = var.attributes
  local_secondary_index       = var.local_secondary_index
  global_secondary_index      = var.global_secondary_index
  ttl                         = length(keys(var.ttl)) == 0 ? [] : [var.ttl]
  replica                     = length(keys(var.replica)) == 0 ? [] : [var.replica]

  point_in_time_recovery {
    enabled = var.point_in_time_recovery_enabled
  }

  server_side_encryption {
    enabled     = var.sse_enabled
    kms_key_arn = var.sse_kms_key_arn
  }
}

locals {
  is_scaled  = var.billing_mode == "PROVISIONED" && var.enable_autoscaling
  dimensions = local.is_scaled ? { Read = var.autoscaling_read, Write = var.autoscaling_write } : {}
  indexes = local.is_scaled ? merge([
    for index, settings in var.autoscaling_indexes : {
      for name in ["Read", "Write"] : "${index}/${name}" => { index = index, name = name, settings = settings }
    }
  ]...) : {}
}

resource "aws_appautoscaling_target" "table" {
  for_each           = local.dimensions
  service_namespace  = "dynamodb"
  resource_id        = "table/${aws_dynamodb_table.main.name}"
  scalable_dimension = "dynamodb:table:${each.key}CapacityUnits"
  min_capacity       = each.key == "Read" ? var.read_capacity : var.write_capacity
  max_capacity       = lookup(each.value, "max_capacity", null)
}

resource "aws_appautoscaling_policy" "table" {
  for_each           = local.dimensions
  service_namespace  = "dynamodb"
  policy_type        = "TargetTrackingScaling"
  resource_id        = "table/${aws_dynamodb_table.main.name}"
  scalable_dimension = "dynamodb:table:${each.key}CapacityUnits"

  target_tracking_scaling_policy_configuration {
    target_value       = merge(var.autoscaling_defaults, each.value)["target_value"]
    scale_in_cooldown  = merge(var.autoscaling_defaults, each.value)["scale_in_cooldown"]
    scale_out_cooldown = merge(var.autoscaling_defaults, each.value)["scale_out_cooldown"]
  }
}

resource "aws_appautoscaling_target" "index" {
  for_each           = local.indexes
  service_namespace  = "dynamodb"
  resource_id        = "table/${aws_dynamodb_table.main.name}/index/${each.value.index}"
  scalable_dimension = "dynamodb:index:${each.value.name}CapacityUnits"
  min_capacity       = lookup(each.value.settings, "${lower(each.value.name)}_min_capacity", null)
  max_capacity       = lookup(each.value.settings, "${lower(each.value.name)}_max_capacity", null)
}

resource "aws_appautoscaling_policy" "index" {
  for_each           = local.indexes
  service_namespace  = "dynamodb"
  policy_type        = "TargetTrackingScaling"
  resource_id        = "table/${aws_dynamodb_table.main.name}/index/${each.value.index}"
  scalable_dimension = "dynamodb:index:${each.value.name}CapacityUnits"

  target_tracking_scaling_policy_configuration {
    target_value       = merge(var.autoscaling_defaults, each.value.settings)["target_value"]
    scale_in_cooldown  = merge(var.autoscaling_defaults, each.value.settings)["scale_in_cooldown"]
    scale_out_cooldown = merge(var.autoscaling_defaults, each.value.settings)["scale_out_cooldown"]
  }
}

output "id" { value = aws_dynamodb_table.main.id }
output "arn" { value = aws_dynamodb_table.main.arn }
output "hash_key" { value = aws_dynamodb_table.main.hash_key }
output "stream_arn" { value = aws_dynamodb_table.main.stream_arn }
