variable "table_name" {}
variable "read_min_capacity" { default = 1 }
variable "read_max_capacity" { default = 50 }
variable "read_target_value" { default = 85 }
variable "read_scale_in_cooldown" { default = 300 }
variable "read_scale_out_cooldown" { default = 30 }
variable "write_min_capacity" { default = 1 }
variable "write_max_capacity" { default = 50 }
variable "write_target_value" { default = 85 }
variable "write_scale_in_cooldown" { default = 300 }
variable "write_scale_out_cooldown" { default = 30 }

locals {
  dimensions = {
    Read = {
      min = var.read_min_capacity
      max = var.read_max_capacity
      at  = var.read_target_value
      in  = var.read_scale_in_cooldown
      out = var.read_scale_out_cooldown
    }
    Write = {
      min = var.write_min_capacity
      max = var.write_max_capacity
      at  = var.write_target_value
      in  = var.write_scale_in_cooldown
      out = var.write_scale_out_cooldown
    }
  }
}

resource "aws_appautoscaling_target" "table" {
  for_each           = local.dimensions
  service_namespace  = "dynamodb"
  resource_id        = "table/${var.table_name}"
  scalable_dimension = "dynamodb:table:${each.key}CapacityUnits"
  min_capacity       = each.value.min
  max_capacity       = each.value.max
}

resource "aws_appautoscaling_policy" "table" {
  for_each           = local.dimensions
  service_namespace  = "dynamodb"
  policy_type        = "TargetTrackingScaling"
  resource_id        = "table/${var.table_name}"
  scalable_dimension = "dynamodb:table:${each.key}CapacityUnits"

  target_tracking_scaling_policy_configuration {
    target_value       = each.value.at
    scale_in_cooldown  = each.value.in
    scale_out_cooldown = each.value.out
  }
}
