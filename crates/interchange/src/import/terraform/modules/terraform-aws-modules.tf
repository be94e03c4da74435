variable "create_table" { default = true }
variable "name" {}
variable "attributes" { default = [] }
variable "hash_key" {}
variable "range_key" {}
variable "billing_mode" { default = "PAY_PER_REQUEST" }
variable "read_capacity" {}
variable "write_capacity" {}
variable "point_in_time_recovery_enabled" { default = false }
variable "point_in_time_recovery_period_in_days" {}
variable "ttl_enabled" { default = false }
variable "ttl_attribute_name" { default = "" }
variable "global_secondary_indexes" { default = [] }
variable "local_secondary_indexes" { default = [] }
variable "replica_regions" { default = [] }
variable "stream_enabled" { default = false }
variable "stream_view_type" {}
variable "server_side_encryption_enabled" { default = false }
variable "server_side_encryption_kms_key_arn" {}
variable "tags" { default = {} }
variable "timeouts" {}
variable "autoscaling_enabled" { default = false }
variable "autoscaling_defaults" { default = { scale_in_cooldown = 0, scale_out_cooldown = 0, target_value = 70 } }
variable "autoscaling_read" { default = {} }
variable "autoscaling_write" { default = {} }
variable "autoscaling_indexes" { default = {} }
variable "table_class" {}
variable "deletion_protection_enabled" {}
variable "import_table" { default = {} }
variable "ignore_changes_global_secondary_index" {}
variable "on_demand_throughput" { default = {} }
variable "warm_throughput" { default = {} }
variable "global_table_witness" {}
variable "restore_date_time" {}
variable "restore_source_name" {}
variable "restore_source_table_arn" {}
variable "restore_to_latest_time" {}
variable "resource_policy" {}
variable "region" {}

resource "aws_dynamodb_table" "this" {
  count = var.create_table ? 1 : 0

  name                        = var.name
  billing_mode                = var.billing_mode
  hash_key                    = var.hash_key
  range_key                   = var.range_key
  read_capacity               = var.read_capacity
  write_capacity              = var.write_capacity
  stream_enabled              = var.stream_enabled
  stream_view_type            = var.stream_view_type
  table_class                 = var.table_class
  deletion_protection_enabled = var.deletion_protection_enabled
  region                      = var.region
  restore_date_time           = var.restore_date_time
  restore_source_name         = var.restore_source_name
  restore_source_table_arn    = var.restore_source_table_arn
  restore_to_latest_time      = var.restore_to_latest_time
  attribute                   = var.attributes
  global_secondary_index      = var.global_secondary_indexes
  local_secondary_index       = var.local_secondary_indexes
  replica                     = var.replica_regions
  tags                        = merge(var.tags, { Name = var.name })
  on_demand_throughput        = length(var.on_demand_throughput) > 0 ? [var.on_demand_throughput] : []
  warm_throughput             = length(var.warm_throughput) > 0 ? [var.warm_throughput] : []
  import_table                = length(var.import_table) > 0 ? [var.import_table] : []
  global_table_witness        = var.global_table_witness

  ttl {
    enabled        = var.ttl_enabled
    attribute_name = var.ttl_attribute_name
  }

  point_in_time_recovery {
    enabled                 = var.point_in_time_recovery_enabled
    recovery_period_in_days = var.point_in_time_recovery_period_in_days
  }

  server_side_encryption {
    enabled     = var.server_side_encryption_enabled
    kms_key_arn = var.server_side_encryption_kms_key_arn
  }
}

resource "aws_dynamodb_resource_policy" "this" {
  count        = var.create_table && var.resource_policy != null ? 1 : 0
  resource_arn = aws_dynamodb_table.this[0].arn
  policy       = var.resource_policy
}

locals {
  dimensions = {
    for name, settings in { Read = var.autoscaling_read, Write = var.autoscaling_write } : name => settings
    if var.create_table && var.autoscaling_enabled && length(settings) > 0
  }
  indexes = merge([
    for index, settings in var.autoscaling_indexes : {
      for name in ["Read", "Write"] : "${index}/${name}" => { index = index, name = name, settings = settings }
      if var.create_table && var.autoscaling_enabled
    }
  ]...)
}

resource "aws_appautoscaling_target" "table" {
  for_each           = local.dimensions
  service_namespace  = "dynamodb"
  resource_id        = "table/${aws_dynamodb_table.this[0].name}"
  scalable_dimension = "dynamodb:table:${each.key}CapacityUnits"
  min_capacity       = each.key == "Read" ? var.read_capacity : var.write_capacity
  max_capacity       = lookup(each.value, "max_capacity", null)
}

resource "aws_appautoscaling_policy" "table" {
  for_each           = local.dimensions
  service_namespace  = "dynamodb"
  policy_type        = "TargetTrackingScaling"
  resource_id        = "table/${aws_dynamodb_table.this[0].name}"
  scalable_dimension = "dynamodb:table:${each.key}CapacityUnits"

  target_tracking_scaling_policy_configuration {
    target_value       = lookup(each.value, "target_value", var.autoscaling_defaults["target_value"])
    scale_in_cooldown  = lookup(each.value, "scale_in_cooldown", var.autoscaling_defaults["scale_in_cooldown"])
    scale_out_cooldown = lookup(each.value, "scale_out_cooldown", var.autoscaling_defaults["scale_out_cooldown"])
  }
}

resource "aws_appautoscaling_target" "index" {
  for_each           = local.indexes
  service_namespace  = "dynamodb"
  resource_id        = "table/${aws_dynamodb_table.this[0].name}/index/${each.value.index}"
  scalable_dimension = "dynamodb:index:${each.value.name}CapacityUnits"
  min_capacity       = lookup(each.value.settings, "${lower(each.value.name)}_min_capacity", null)
  max_capacity       = lookup(each.value.settings, "${lower(each.value.name)}_max_capacity", null)
}

resource "aws_appautoscaling_policy" "index" {
  for_each           = local.indexes
  service_namespace  = "dynamodb"
  policy_type        = "TargetTrackingScaling"
  resource_id        = "table/${aws_dynamodb_table.this[0].name}/index/${each.value.index}"
  scalable_dimension = "dynamodb:index:${each.value.name}CapacityUnits"

  target_tracking_scaling_policy_configuration {
    target_value       = merge(var.autoscaling_defaults, each.value.settings)["target_value"]
    scale_in_cooldown  = merge(var.autoscaling_defaults, each.value.settings)["scale_in_cooldown"]
    scale_out_cooldown = merge(var.autoscaling_defaults, each.value.settings)["scale_out_cooldown"]
  }
}

output "dynamodb_table_id" { value = try(aws_dynamodb_table.this[0].id, null) }
output "dynamodb_table_arn" { value = try(aws_dynamodb_table.this[0].arn, null) }
output "dynamodb_table_stream_arn" { value = try(aws_dynamodb_table.this[0].stream_arn, null) }
output "dynamodb_table_stream_label" { value = try(aws_dynamodb_table.this[0].stream_label, null) }
